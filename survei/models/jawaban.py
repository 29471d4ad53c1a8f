"""What the public says. None of these tables can be tied to a person, a token, or a moment of a day.

An answer arrives sealed in :class:`Kiriman` and is moved to :class:`Jawaban` by a worker, shuffled together with all
other answers of the survey; the text goes to :class:`Saran`, which knows nothing of the answer it came with. None is
tracked by pghistory: a history of answers would be a list of moments. What that protects, and what not, is said in
docs/anonimitas-survei.md.
"""

import uuid
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import Func
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import User
from survei.enums import (
    PALING_BANYAK_BEBAS,
    PALING_BANYAK_UNSUR,
    TEKS_MAKS,
    AsalJawaban,
    Jam,
    JenisKelamin,
    Pekerjaan,
    Pendidikan,
    StatusSaran,
    Umur,
)
from survei.models.survei import Survei

_COMPLETE = """
IF EXISTS (
  SELECT 1 FROM new_values baru JOIN survei_survei s ON s.id = baru.survei_id
  WHERE cardinality(baru.nilai) <> s.banyak_unsur
) THEN
  RAISE EXCEPTION 'an answer has another number of elements than its survey' USING ERRCODE = 'check_violation';
END IF;
RETURN NULL;
"""


class _OneToFour(Func):
    """True for a plain array of whole numbers from 1 to 4, none missing."""

    output_field = models.BooleanField()
    arity = 1
    template = (
        "(array_ndims(%(expressions)s) = 1 AND array_lower(%(expressions)s, 1) = 1 "
        f"AND cardinality(%(expressions)s) BETWEEN 1 AND {PALING_BANYAK_UNSUR} "
        "AND array_position(%(expressions)s, NULL) IS NULL "
        "AND 1 <= ALL (%(expressions)s) AND 4 >= ALL (%(expressions)s))"
    )


class _Sum(Func):
    """Sum over the places of the array: immutable, so that the database keeps it."""

    output_field = models.SmallIntegerField()
    arity = 1

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        column, params = compiler.compile(self.source_expressions[0])
        places = " + ".join(f"COALESCE({column}[{place}], 0)" for place in range(1, PALING_BANYAK_UNSUR + 1))
        return f"({places})::smallint", list(params) * PALING_BANYAK_UNSUR


class Kiriman(models.Model):
    """The ballot box: a response as it was sent, sealed with a key that is not in the database.

    ``sidik`` is a keyed hash of the form's random number, so that the same form sent twice counts once. The seal is
    emptied when the answer is taken out, and the row goes away two days later.
    """

    sidik = models.CharField(max_length=64, primary_key=True)
    survei = models.ForeignKey(Survei, on_delete=models.PROTECT, related_name="kiriman")
    tanggal = models.DateField()
    isi = models.BinaryField(null=True)

    class Meta:
        ordering = ["sidik"]
        verbose_name = _("kiriman")
        indexes = [models.Index(fields=["survei"], condition=Q(isi__isnull=False), name="kiriman_belum_dipindah")]

    def __str__(self) -> str:
        return self.sidik[:8]


class Jawaban(models.Model):
    """One response: an answer for every element, in the order of the elements, and what was said about the person.

    No day stands beside it: in a small office a day is one or two people.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survei = models.ForeignKey(Survei, on_delete=models.PROTECT, related_name="jawaban")
    asal = models.CharField(max_length=10, choices=AsalJawaban, default=AsalJawaban.DARING)
    nilai: "ArrayField[list[int], list[int]]" = ArrayField(models.SmallIntegerField())
    jumlah = models.GeneratedField(expression=_Sum("nilai"), output_field=models.SmallIntegerField(), db_persist=True)
    jenis_kelamin = models.CharField(max_length=1, choices=JenisKelamin, blank=True, default="")
    umur = models.CharField(max_length=2, choices=Umur, blank=True, default="")
    pendidikan = models.CharField(max_length=3, choices=Pendidikan, blank=True, default="")
    pekerjaan = models.CharField(max_length=10, choices=Pekerjaan, blank=True, default="")
    jam = models.CharField(max_length=5, choices=Jam, blank=True, default="")
    # Came within a burst from one network. Never of fewer than ten: a log would tell who those few are.
    lonjakan = models.BooleanField(default=False)

    class Meta:
        ordering = ["survei", "id"]
        verbose_name = _("jawaban")
        constraints = [
            models.CheckConstraint(
                condition=_OneToFour("nilai"),
                name="jawaban_satu_sampai_empat",
                violation_error_message=_("Setiap unsur dijawab dengan angka 1 sampai 4."),
            ),
            models.CheckConstraint(condition=Q(asal__in=AsalJawaban.values), name="jawaban_asal_dikenal"),
            models.CheckConstraint(
                condition=Q(jenis_kelamin__in=["", *JenisKelamin.values])
                & Q(umur__in=["", *Umur.values])
                & Q(pendidikan__in=["", *Pendidikan.values])
                & Q(pekerjaan__in=["", *Pekerjaan.values])
                & Q(jam__in=["", *Jam.values]),
                name="jawaban_kelompok_dikenal",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="lengkap",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_values"),
                func=_COMPLETE,
            )
        ]

    def __str__(self) -> str:
        return str(self.id)[:8]


class Saran(models.Model):
    """A text somebody wrote, without the answers it was sent with. Shown to nobody outside before it was read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survei = models.ForeignKey(Survei, on_delete=models.PROTECT, related_name="saran")
    # 0 for the suggestion box, else which of the free questions.
    pertanyaan = models.PositiveSmallIntegerField(default=0)
    isi = models.TextField(max_length=TEKS_MAKS)
    status = models.CharField(max_length=15, choices=StatusSaran, default=StatusSaran.MENUNGGU)
    dibaca_oleh = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="saran_dibaca")

    class Meta:
        ordering = ["survei", "id"]
        verbose_name = _("saran")
        indexes = [models.Index(fields=["survei", "status"], name="saran_survei")]
        constraints = [
            models.CheckConstraint(condition=~Q(isi=""), name="saran_terisi"),
            models.CheckConstraint(condition=Q(pertanyaan__lte=PALING_BANYAK_BEBAS), name="saran_pertanyaan_wajar"),
            models.CheckConstraint(
                condition=Q(status=StatusSaran.MENUNGGU) | Q(dibaca_oleh__isnull=False), name="saran_dibaca_bernama"
            ),
        ]

    def __str__(self) -> str:
        return self.isi[:60]

    @property
    def tanya(self) -> str:
        """The free question that it answers; empty for the suggestion box."""
        asked = self.survei.pertanyaan_bebas
        return asked[self.pertanyaan - 1] if 0 < self.pertanyaan <= len(asked) else ""


class Token(models.Model):
    """A code that opens a survey once. Only its keyed hash is kept; whether it was used, not when nor for what."""

    sidik = models.CharField(max_length=64, primary_key=True)
    survei = models.ForeignKey(Survei, on_delete=models.PROTECT, related_name="token")
    lembar = models.PositiveIntegerField(_("lembar"))
    dipakai = models.BooleanField(default=False)

    class Meta:
        ordering = ["survei", "lembar", "sidik"]
        verbose_name = _("kode sekali pakai")
        indexes = [models.Index(fields=["survei", "lembar"], name="token_lembar")]

    def __str__(self) -> str:
        return self.sidik[:8]


class Lonjakan(models.Model):
    """On a day, more answers than usual came from one network within minutes. Which network is not kept."""

    survei = models.ForeignKey(Survei, on_delete=models.PROTECT, related_name="lonjakan")
    tanggal = models.DateField(_("tanggal"))
    jumlah = models.PositiveIntegerField(_("jawaban"), default=0)

    class Meta:
        ordering = ["survei", "tanggal"]
        verbose_name = _("lonjakan jawaban")
        constraints = [models.UniqueConstraint(fields=["survei", "tanggal"], name="lonjakan_sehari_sekali")]

    def __str__(self) -> str:
        return f"{self.survei_id}/{self.tanggal}"
