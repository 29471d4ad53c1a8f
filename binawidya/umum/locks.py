"""Row locks that Django's query language does not offer."""

from django.db import connection
from django.db.models import Model


def hold_shared(model: type[Model], pk: int) -> None:
    """Keep a row from being locked for update until this transaction ends; any number may hold it so.

    Whoever writes what belongs to a period holds the period like this; closing it locks it for update and thus waits
    for those writes, and later writers see the new state.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE id = %s FOR KEY SHARE", [pk])  # noqa: S608
