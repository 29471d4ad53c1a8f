"""A whole app's tables in one step of migration.

Django renders every model anew after each operation on its state; with pghistory's event models, hundreds of
operations made an empty database cost 40 seconds of CPU. A squashed migration wraps its models in :class:`Sekaligus`,
which changes the state first and renders it once.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Sekaligus(Operation):
    """Create models together, with the triggers that their options name.

    Foreign keys may point to models that stand later in the list: the schema editor adds them at its end.
    """

    reduces_to_sql = True

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without rendered models nothing is rendered again; whoever needs them next renders them once.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        models = self._models(app_label, schema_editor, to_state)
        for model in models:
            schema_editor.create_model(model)
        for model in models:
            for trigger in getattr(model._meta, "triggers", []):
                # The text is final: parameters would make its percent signs mean something else.
                schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in reversed(self._models(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Create {len(self.operations)} models together"

    def _models(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState) -> list[Any]:
        found = [state.apps.get_model(app_label, operation.name) for operation in self.operations]
        return [model for model in found if self.allow_migrate_model(schema_editor.connection.alias, model)]
