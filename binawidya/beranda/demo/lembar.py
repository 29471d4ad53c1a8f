"""What the sheets of the demo office say beside their numbers: why, from whom, and how good a measure."""

from collections.abc import Mapping
from typing import Any, Final

from indikator.enums import Kendali, PeriodePelaporan, Validitas

_TRIWULANAN: Final = PeriodePelaporan.TRIWULANAN
# Reason, validity, control and reporting of the indicators of the kecamatan itself, by code.
UTAMA: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "IKU-01": ("Menunjukkan langsung bagaimana warga menilai layanan.", Validitas.EXACT, Kendali.LOW, _TRIWULANAN),
    "IKU-02": ("Ketepatan waktu adalah janji utama standar pelayanan.", Validitas.EXACT, Kendali.MODERATE, ""),
    "IKU-03": ("Surat keterangan paling sering diminta warga.", Validitas.EXACT, Kendali.MODERATE, ""),
    "IKU-04": ("Pengaduan yang tuntas menunjukkan kantor mendengar.", Validitas.EXACT, Kendali.MODERATE, ""),
    "IKU-05": ("Keikutsertaan warga tampak dari kegiatannya.", Validitas.ACTIVITY, Kendali.MODERATE, ""),
    "IKU-06": ("Menunjukkan kesadaran pajak warga.", Validitas.PROXY, Kendali.LOW, ""),
    "IKU-07": (
        "Menilai seluruh tata kelola kinerja kantor.",
        Validitas.PROXY,
        Kendali.MODERATE,
        PeriodePelaporan.TAHUNAN,
    ),
    "IKU-08": ("Kelurahan yang tertib melayani lebih baik.", Validitas.PROXY, Kendali.MODERATE, ""),
}


def lembar_of(kode: str, unit: str) -> dict[str, Any]:
    """Further columns of a sheet.

    :param unit: the name of the unit that owns it.
    """
    values: dict[str, Any] = {"penyedia_data": unit, "penanggung_jawab": f"Kepala {unit}"}
    if kode in UTAMA:
        alasan, validitas, kendali, pelaporan = UTAMA[kode]
        values |= {"alasan": alasan, "validitas": validitas, "kendali": kendali, "penanggung_jawab": "Camat"}
        if pelaporan:
            values["periode_pelaporan"] = pelaporan
    return values
