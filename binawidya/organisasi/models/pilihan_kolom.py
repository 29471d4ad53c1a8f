"""Which columns a person wants to see in a list."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class PilihanKolom(models.Model):
    """The choice of one person for one list. A key that the list no longer has is passed over when it is read."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pilihan_kolom")
    daftar = models.CharField(max_length=40)
    kolom: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=40), default=list)

    objects: ClassVar[models.Manager["PilihanKolom"]] = models.Manager()

    class Meta:
        ordering = ["user", "daftar"]
        verbose_name = _("pilihan kolom")
        constraints = [models.UniqueConstraint(fields=["user", "daftar"], name="pilihankolom_sekali")]

    def __str__(self) -> str:
        return self.daftar
