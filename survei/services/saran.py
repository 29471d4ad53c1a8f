"""Reading what people wrote: shown or hidden, never changed and never tied to an answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.umum.errors import ActRefused
from survei.enums import StatusSaran
from survei.models import Saran


@transaction.atomic
def saran_approve(*, actor: User, saran: Saran, tampil: bool) -> Saran:
    """Show a text to everyone who may read the survey, or hide it because it names or offends somebody.

    :raises ActRefused: it is not there any more.
    """
    status = StatusSaran.DITAMPILKAN if tampil else StatusSaran.DISEMBUNYIKAN
    if not Saran.objects.filter(pk=saran.pk).update(status=status, dibaca_oleh=actor):
        raise ActRefused(_("Saran ini tidak ada lagi. Muat ulang daftarnya."))
    return saran
