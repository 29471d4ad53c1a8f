"""Who changed what, as the triggers recorded it: for audit trails, and to name who was faster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Penugasan, User
from binawidya.umum.dates import format_tanggal, format_waktu

BUATAN_SISTEM: Final = ""


@dataclass(frozen=True, slots=True)
class Perubahan:
    """One act in a trail.

    :param oleh: name of who did it, empty for the system itself.
    """

    apa: str
    ikon: str
    nada: str
    kapan: datetime
    oleh: str
    alasan: str = ""
    isi: str = ""


def events_of(model: type[Model], **where: Any) -> list[Any]:
    """The versions of some rows, the latest first, with the context in which they came to be."""
    event = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    return [*event._default_manager.filter(**where).select_related("pgh_context").order_by("-pgh_id")]


def _context(event: Any) -> Mapping[str, Any]:
    metadata: Mapping[str, Any] = event.pgh_context.metadata if event.pgh_context else {}
    return metadata


def _names(events: Sequence[Any]) -> dict[int, str]:
    """Names of the people who did it; a technical account has only its login."""
    wanted = {user for event in events if (user := _context(event).get("user"))}
    users = User.objects.filter(pk__in=wanted).order_by().values_list("pk", "username", "pegawai__nama")
    return {pk: nama or username for pk, username, nama in users}


def last_change(model: type[Model], **where: Any) -> str:
    """``Dewi Anggraini Lubis pada 4 November pukul 10.12``, or the time alone; empty if nothing is recorded."""
    event = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    latest = event._default_manager.filter(**where).select_related("pgh_context").order_by("-pgh_id").first()
    if latest is None:
        return ""
    waktu = format_waktu(latest.pgh_created_at)
    nama = _names([latest]).get(_context(latest).get("user", 0))
    return _("%(nama)s pada %(waktu)s") % {"nama": nama, "waktu": waktu} if nama else waktu


def _masa(mulai: date, selesai: date | None) -> str:
    names = {"a": format_tanggal(mulai), "b": format_tanggal(selesai) if selesai else ""}
    return _("%(a)s sampai %(b)s") % names if selesai else _("sejak %(a)s, tanpa batas waktu") % names


def trail_of(penugasan: Penugasan) -> list[Perubahan]:
    """Granted, changed, withdrawn: every act on a role, the latest first. Two queries."""
    events = events_of(Penugasan, pgh_obj_id=penugasan.pk)
    names = _names(events)
    found = []
    for place, event in enumerate(events):
        context = _context(event)
        before = events[place + 1] if place + 1 < len(events) else None
        apa, ikon, nada = _act(event, before)
        found.append(
            Perubahan(
                apa=apa,
                ikon=ikon,
                nada=nada,
                kapan=event.pgh_created_at,
                oleh=names.get(context.get("user", 0), BUATAN_SISTEM),
                alasan=str(context.get("alasan", "")),
                isi=_masa(event.berlaku_mulai, event.berlaku_selesai)
                if event.berlaku_selesai is None or event.berlaku_selesai >= event.berlaku_mulai
                else _("tidak pernah berlaku"),
            )
        )
    return found


def _act(event: Any, before: Any) -> tuple[str, str, str]:
    if before is None:
        return _("Diberikan"), "user-check", "nada-positif"
    if event.berlaku_selesai is not None and (
        before.berlaku_selesai is None or event.berlaku_selesai < before.berlaku_selesai
    ):
        return _("Dicabut"), "user-x", "nada-bahaya"
    return _("Diubah"), "pencil-line", "nada-info"
