"""Organisational units, a tree of any depth."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import JenisUnit
from binawidya.organisasi.models.susunan_unit_sql import BERTANGGAL, FIRST_ARRANGEMENT, SAME_AS_SHOWN
from binawidya.organisasi.policy import scope_q
from binawidya.umum.history import track

if TYPE_CHECKING:
    from binawidya.organisasi.models.user import User

_SET_PATH = """
IF NEW.induk_id IS NULL THEN
  NEW.jalur := ARRAY[NEW.id];
ELSE
  SELECT induk.jalur || NEW.id INTO NEW.jalur FROM organisasi_unitkerja induk WHERE induk.id = NEW.induk_id;
  IF array_position(NEW.jalur, NEW.id) < cardinality(NEW.jalur) THEN
    RAISE EXCEPTION 'unit % would be below itself', NEW.id USING ERRCODE = 'check_violation';
  END IF;
END IF;
RETURN NEW;
"""
_MOVE_BELOW = """
UPDATE organisasi_unitkerja SET jalur = NEW.jalur || jalur[array_position(jalur, NEW.id) + 1:]
WHERE jalur @> ARRAY[NEW.id] AND id <> NEW.id;
RETURN NULL;
"""


class UnitKerjaQuerySet(models.QuerySet["UnitKerja"]):
    def visible_to(self, user: "User", act: str = "unit_kerja.read") -> "UnitKerjaQuerySet":
        """Units on which the user may do ``act``."""
        return self.filter(scope_q(act, user.lingkup, jalur="jalur"))

    def on(self, tanggal: date) -> "UnitKerjaQuerySet":
        """Units that exist on a date."""
        return self.filter(Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=tanggal), berlaku_mulai__lte=tanggal)

    def below(self, unit_ids: Iterable[int]) -> "UnitKerjaQuerySet":
        """These units and everything below them."""
        return self.filter(jalur__overlap=list(unit_ids))


@track()
class UnitKerja(models.Model):
    """A unit as it is today; what it was and will be is in its ``susunan``, kept in step by the database.

    ``jalur`` holds the ids from the root down to the unit itself and is kept by the database as well.
    """

    kode = models.CharField(_("kode"), max_length=30, unique=True)
    nama = models.CharField(_("nama"), max_length=200)
    nama_pendek = models.CharField(_("nama pendek"), max_length=80, blank=True, default="")
    jenis = models.CharField(_("jenis"), max_length=20, choices=JenisUnit, default=JenisUnit.LAIN)
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak", verbose_name=_("unit induk")
    )
    jalur: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list, editable=False)
    berlaku_mulai = models.DateField(_("berlaku mulai"))
    berlaku_selesai = models.DateField(_("berlaku sampai"), null=True, blank=True)
    alamat = models.CharField(_("alamat"), max_length=300, blank=True, default="")
    kontak = models.CharField(_("telepon dan surel"), max_length=200, blank=True, default="")

    objects: ClassVar[UnitKerjaQuerySet] = UnitKerjaQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["kode"]
        verbose_name = _("unit kerja")
        indexes = [GinIndex(fields=["jalur"], name="unitkerja_jalur")]
        constraints = [
            models.CheckConstraint(
                condition=Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=F("berlaku_mulai")),
                name="unitkerja_berlaku_urut",
                violation_error_message=_("Tanggal akhir mendahului tanggal mulai."),
            ),
            models.CheckConstraint(condition=~Q(jalur=[]), name="unitkerja_jalur_terisi"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="jalur_diisi",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("induk_id"),
                func=_SET_PATH,
            ),
            pgtrigger.Trigger(
                name="jalur_bawahan",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("induk_id"),
                condition=pgtrigger.Q(old__induk__df=pgtrigger.F("new__induk")),
                func=_MOVE_BELOW,
            ),
            pgtrigger.Trigger(
                name="susunan_pertama",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_values"),
                func=FIRST_ARRANGEMENT,
            ),
            pgtrigger.Trigger(
                name="susunan_sesuai",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf(*BERTANGGAL, "berlaku_mulai", "berlaku_selesai"),
                func=SAME_AS_SHOWN,
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    def exists_on(self, tanggal: date) -> bool:
        """Whether the date lies in the life of the unit."""
        return self.berlaku_mulai <= tanggal and (self.berlaku_selesai is None or tanggal <= self.berlaku_selesai)

    @property
    def sebutan(self) -> str:
        """The short name if the office itself uses one."""
        return self.nama_pendek or self.nama
