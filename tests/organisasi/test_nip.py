"""The NIP: read, written and refused, for any date and number."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from binawidya.organisasi.enums import JenisKelamin, JenisPegawai
from binawidya.organisasi.nip import Nip, format_nip, mask_nip, normalize, parse_nip

JENIS = st.sampled_from([*JenisPegawai])
LAHIR = st.dates(date(1940, 1, 1), date(2010, 12, 31))
PISAH = st.sampled_from(["", " ", ".", "-", "'", "\u00a0"])
few = settings(max_examples=60, deadline=None, database=None)


@st.composite
def nips(draw: st.DrawFn) -> tuple[Nip, str]:
    """What an NIP says, and for which kind of employee it may be."""
    jenis = draw(JENIS)
    pppk = jenis in {JenisPegawai.PPPK, JenisPegawai.PPPK_PARUH_WAKTU}
    bulan = draw(st.one_of(st.integers(1, 12), st.integers(21, 99)) if pppk else st.integers(1, 12))
    lahir, tahun = draw(LAHIR), draw(st.integers(1960, 2040))
    kelamin, urut = draw(st.sampled_from([*JenisKelamin])), f"{draw(st.integers(1, 999)):03d}"
    sex = "1" if kelamin == JenisKelamin.LAKI_LAKI else "2"
    teks = f"{lahir:%Y%m%d}{tahun}{bulan:02d}{sex}{urut}"
    return Nip(teks, lahir, f"{tahun}-{bulan:02d}", kelamin, urut), jenis


@few
@given(nips())
def test_what_is_printed_reads_back_as_the_same(found: tuple[Nip, str]) -> None:
    nip, jenis = found
    printed = format_nip(nip.teks)
    assert [len(part) for part in printed.split(" ")] == [8, 6, 1, 3]
    assert parse_nip(printed, jenis) == parse_nip(nip.teks, jenis) == nip


@few
@given(nips(), st.lists(st.tuples(st.integers(0, 18), PISAH), max_size=5))
def test_spaces_points_and_quotes_anywhere_do_not_matter(found: tuple[Nip, str], put: list[tuple[int, str]]) -> None:
    nip, jenis = found
    text = nip.teks
    for place, sign in sorted(put, reverse=True):
        text = text[:place] + sign + text[place:]
    assert parse_nip(f" {text} ", jenis).teks == nip.teks


@few
@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=30))
def test_any_other_text_is_refused_in_words(text: str) -> None:
    digits = normalize(text)
    assume(not (len(digits) == 18 and digits.isascii() and digits.isdigit()))
    with pytest.raises(ValidationError) as refused:
        parse_nip(text)
    assert refused.value.messages[0].endswith((".", "!"))


@few
@given(nips(), st.integers(0, 17), st.sampled_from("٣３५x \u0000"))
def test_digits_of_other_scripts_are_none(found: tuple[Nip, str], place: int, sign: str) -> None:
    nip, jenis = found
    text = nip.teks[:place] + sign + nip.teks[place + 1 :]
    with pytest.raises(ValidationError):
        parse_nip(text, jenis)


@few
@given(nips(), st.integers(13, 99))
def test_a_month_of_appointment_is_one_for_pns(found: tuple[Nip, str], bulan: int) -> None:
    text = found[0].teks
    for jenis in (JenisPegawai.PNS, JenisPegawai.CPNS):
        with pytest.raises(ValidationError, match="ke-9 sampai ke-14"):
            parse_nip(f"{text[:12]}{bulan}{text[14:]}", jenis)


@few
@given(nips())
def test_masked_it_keeps_its_length_and_hides_birth_appointment_and_sex(found: tuple[Nip, str]) -> None:
    teks = found[0].teks
    masked = mask_nip(teks)
    assert masked == f"•••••••• •••••• • {teks[15:]}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1.99408182019032E+17", "NIP berubah menjadi bilangan"),
        ("19940818201903200", "ini baru 17"),
        ("1994081820190320071", "ini 19"),
        ("199402302019032007", "bukan tanggal lahir"),
        ("199408182019033007", "harus 1 (laki-laki) atau 2 (perempuan)"),
        ("199408182019032000", "mulai dari 001"),
        ("", "hanya berisi angka"),
    ],
)
def test_the_refusal_says_which_part_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_nip(text)
    assert says in refused.value.messages[0]


def test_how_old_somebody_was_when_appointed_refuses_nothing() -> None:
    assert parse_nip("194001012024121001").tmt == "2024-12"
    assert parse_nip("201001012024121001").tmt == "2024-12"
