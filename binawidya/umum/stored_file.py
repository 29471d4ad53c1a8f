"""Files that a separate process must read: it needs a path, which an object store does not have."""

import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from weakref import finalize

from django.db import models
from django.db.models.fields.files import FieldFile


class LocalFieldFile(FieldFile):
    """A stored file with a path on this machine.

    Where the store is a folder that is the file itself; elsewhere a copy, which goes away with this object.
    """

    _copy: str = ""

    @property
    def path(self) -> str:
        try:
            return super().path
        except NotImplementedError:
            return self._copied()

    def _copied(self) -> str:
        if not self._copy:
            kept = NamedTemporaryFile(suffix=Path(self.name or "").suffix)  # noqa: SIM115
            finalize(self, kept.close)
            with self.storage.open(self.name or "", "rb") as source:
                shutil.copyfileobj(source, kept)
            kept.flush()
            self._copy = kept.name
        return self._copy


class LocalFileField(models.FileField):
    """A file field whose files have a path whatever the store; in migrations a plain ``FileField``."""

    attr_class = LocalFieldFile

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", [*args], kwargs
