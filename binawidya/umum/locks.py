"""Row locks that Django's query language does not offer."""

from typing import TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)


def hold_shared(model: type[M], pk: int) -> M:
    """The row as it is now, kept from being locked for update until this transaction ends; many may hold it so.

    Whoever writes what belongs to a period holds the period like this; closing it locks it for update and thus waits
    for those writes, and later writers see the new state. One query.

    :raises DoesNotExist: there is no such row.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    sql = f"SELECT * FROM {table} WHERE id = %s FOR KEY SHARE"  # noqa: S608 - the name of a model's table
    for row in model._default_manager.raw(sql, [pk]):
        return row
    raise model.DoesNotExist(pk)  # type: ignore[attr-defined]
