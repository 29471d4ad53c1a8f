"""Lists of the organisation as spreadsheets, with what the address filters by."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from binawidya.organisasi.daftar import (
    impor_columns,
    impor_lines,
    penugasan_columns,
    penugasan_lines,
    periode_columns,
    periode_lines,
)
from binawidya.organisasi.forms.penugasan import SaringPenugasanForm
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Impor, Periode
from binawidya.organisasi.permissions import can_list_impor, can_list_penugasan, can_list_periode
from binawidya.organisasi.selectors.penugasan import penugasan_found
from binawidya.umum.http import act, require
from binawidya.umum.spreadsheet.download import list_response


@act("impor.list")
def impor_export(request: SignedInRequest) -> HttpResponseBase:
    """The imports within the user's reach, the latest first."""
    require(can_list_impor(request.user), _("Impor hanya untuk admin kepegawaian unit itu."))
    imports = Impor.objects.visible_to(request.user).order_by("-pk")
    return list_response(request, _("Impor"), impor_columns(), impor_lines(imports))


@act("penugasan.list")
def penugasan_export(request: SignedInRequest) -> HttpResponseBase:
    """Granted roles as the filter leaves them."""
    require(can_list_penugasan(request.user), _("Daftar peran untuk superadmin dan admin kepegawaian."))
    roles = penugasan_found(request.user, **SaringPenugasanForm(request.GET).nilai())
    roles = roles.order_by("user__pegawai__nama", "user__username", "pk")
    return list_response(request, _("Peran"), penugasan_columns(), penugasan_lines(roles))


@act("periode.list")
def periode_export(request: SignedInRequest) -> HttpResponseBase:
    """All months, the latest first."""
    require(can_list_periode(request.user), _("Periode diatur oleh admin perencanaan instansi."))
    months = Periode.objects.order_by("-tahun", "-bulan")
    return list_response(request, _("Periode"), periode_columns(), periode_lines(months))
