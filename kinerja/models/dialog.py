"""Dialog kinerja: minutes of a talk, who was there, and what was agreed."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, UnitKerja, User
from binawidya.organisasi.policy import scope_paths
from binawidya.umum.dates import today
from binawidya.umum.history import track
from kinerja.enums import StatusTindakLanjut

if TYPE_CHECKING:
    from typing import Self


class DialogKinerjaQuerySet(models.QuerySet["DialogKinerja"]):
    def visible_to(self, user: User, act: str = "dialog.read") -> "Self":
        """Talks in which the user took part or which the user wrote down, and those of units in scope."""
        scope = scope_paths(act, user.lingkup)
        reach = Q(pencatat=user.pk)
        me = user.lingkup.pegawai_id
        if scope.own and me:
            reach |= Q(Exists(PesertaDialog.objects.filter(dialog=OuterRef("pk"), pegawai=me)))
        if scope.paths:
            reach |= Q(unit_kerja__jalur__overlap=sorted(scope.paths))
        return self.filter(reach)


@track()
class DialogKinerja(models.Model):
    """The minutes of one talk."""

    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="dialog_kinerja")
    tanggal = models.DateField(_("tanggal"))
    topik = models.CharField(_("topik"), max_length=200)
    pokok = models.TextField(_("pokok pembicaraan"), max_length=8000)
    pencatat = models.ForeignKey(User, on_delete=models.PROTECT, related_name="dialog_kinerja")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[DialogKinerjaQuerySet] = DialogKinerjaQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-tanggal", "-pk"]
        verbose_name = _("dialog kinerja")
        indexes = [models.Index(fields=["unit_kerja", "-tanggal"], name="dialog_unit_tanggal")]
        constraints = [
            models.CheckConstraint(condition=~Q(topik="") & ~Q(pokok=""), name="dialog_berisi"),
        ]

    def __str__(self) -> str:
        return self.topik


@track()
class PesertaDialog(models.Model):
    """Somebody who took part."""

    dialog = models.ForeignKey(DialogKinerja, on_delete=models.PROTECT, related_name="peserta")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="dialog_kinerja")

    class Meta:
        ordering = ["dialog", "pk"]
        constraints = [models.UniqueConstraint(fields=["dialog", "pegawai"], name="pesertadialog_sekali")]

    def __str__(self) -> str:
        return f"{self.dialog_id} {self.pegawai_id}"


@track()
class TindakLanjut(models.Model):
    """Something that was agreed: who does what by when."""

    dialog = models.ForeignKey(DialogKinerja, on_delete=models.PROTECT, related_name="tindak_lanjut")
    uraian = models.CharField(_("tindak lanjut"), max_length=500)
    penanggung_jawab = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="tindak_lanjut_dialog")
    batas = models.DateField(_("batas"))
    status = models.CharField(_("keadaan"), max_length=10, choices=StatusTindakLanjut, default=StatusTindakLanjut.BELUM)

    class Meta:
        ordering = ["dialog", "batas", "pk"]
        verbose_name = _("tindak lanjut")
        constraints = [
            models.CheckConstraint(
                condition=~Q(uraian=""),
                name="tindaklanjut_berisi",
                violation_error_message=_("Tulis apa yang disepakati."),
            )
        ]

    def __str__(self) -> str:
        return self.uraian

    @property
    def lewat(self) -> bool:
        """Whether its day has passed while it is not done."""
        open_states = {StatusTindakLanjut.BELUM, StatusTindakLanjut.BERJALAN}
        return self.status in open_states and self.batas < today()
