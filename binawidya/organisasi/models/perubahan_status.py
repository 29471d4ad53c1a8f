"""Changes of a person's status: from which day, on what ground."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import StatusPegawai
from binawidya.umum.history import track


@track()
class PerubahanStatus(models.Model):
    """A status from a day on. ``Pegawai.status`` is the status today; one that is still to come waits here."""

    pegawai = models.ForeignKey("organisasi.Pegawai", on_delete=models.PROTECT, related_name="perubahan_status")
    status = models.CharField(_("status"), max_length=10, choices=StatusPegawai)
    tmt = models.DateField(_("TMT"))
    dasar = models.CharField(_("dasar (nomor SK)"), max_length=120, blank=True, default="")
    diterapkan = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pegawai", "-tmt"]
        verbose_name = _("perubahan status")
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tmt"],
                name="perubahanstatus_satu_sehari",
                violation_error_message=_("Status pegawai ini sudah berubah pada tanggal itu."),
            ),
        ]
        indexes = [
            models.Index(fields=["tmt"], condition=models.Q(diterapkan=False), name="perubahanstatus_menunggu"),
        ]

    def __str__(self) -> str:
        return str(StatusPegawai(self.status).label)
