"""Documents load nothing but what is bundled, and say what they are."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from weasyprint import HTML

from binawidya.settings.environment import PROJECT_DIR
from binawidya.umum.chart import draw
from binawidya.umum.pdf import MAX_ROWS, BundledFetcher, DocumentTooLarge, render_pdf
from tests.pendengar import Listener, listening

SECRET = "rahasia-di-berkas-lokal"
# How a text field calls out if nobody escapes it and nobody refuses.
PAYLOADS = [
    '<img src="{http}/img">',
    '<link rel="stylesheet" href="{http}/link.css">',
    '<style>@import url("{http}/import.css");</style>',
    '<object data="{http}/object"></object>',
    '<embed src="{http}/embed">',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{http}/svg" width="9"/></svg>',
    '<p style="background: url({http}/background)">x</p>',
    '<style>@font-face {{ font-family: jauh; src: url("{http}/huruf") }} i {{ font-family: jauh }}</style><i>x</i>',
    '<link rel="attachment" href="{file}">',
    '<a rel="attachment" href="{file}">unduh</a>',
    '<link rel="attachment" href="{http}/attachment">',
    '<base href="{http}/"><img src="relatif.png">',
    '<img src="{file}">',
    '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E">',
    '<img src="aset:../../../etc/passwd">',
    '<img src="aset:/etc/passwd">',
    '<img src="gambar:tidak-ada">',
    '<link rel="stylesheet" href="ASET:cetak.css">',
]


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as server:
        yield server


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "rahasia.txt"
    path.write_text(SECRET)
    return path


def page(body: str) -> str:
    return (
        '<!doctype html><html lang="id"><head><title>Uji</title><link rel="stylesheet" href="aset:cetak.css"></head>'
        f"<body><h1>Uji</h1>{body}</body></html>"
    )


def everything(content: bytes) -> bytes:
    """All of a PDF, its streams decoded."""
    reader = pypdf.PdfReader(BytesIO(content))
    items = [reader.get_object(number) for number in range(1, int(reader.trailer["/Size"]))]
    streams = [bytes(item.get_data()) for item in items if isinstance(item, pypdf.generic.StreamObject)]
    return b"\n".join([content, *streams])


def filled(payload: str, listener: Listener, secret: Path) -> str:
    return payload.format(http=listener.address, file=secret.as_uri())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_unescaped_text_reaches_no_address_and_no_file(payload: str, listener: Listener, secret: Path) -> None:
    pdf = render_pdf(page(filled(payload, listener, secret)), title="uji")
    assert listener.hits == []
    assert pypdf.PdfReader(BytesIO(pdf.content)).attachments == {}
    assert SECRET.encode() not in everything(pdf.content)
    assert pdf.refused >= 1


def test_the_usual_fetcher_would_have_been_fooled(listener: Listener, secret: Path) -> None:
    body = "".join(filled(payload, listener, secret) for payload in PAYLOADS[:9])
    content = HTML(string=f'<html lang="id"><title>x</title><body>{body}</body></html>').write_pdf()
    assert {"/img", "/link.css", "/import.css", "/object", "/svg"} <= set(listener.hits)
    assert SECRET.encode() in everything(content)


def test_a_refused_request_is_written_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    render_pdf(page('<img src="http://10.0.0.1/a%0Ab">'), title="uji")
    assert "document asked for 'http://10.0.0.1/a%0Ab': refused" in caplog.text


def test_a_document_of_ours_asks_for_nothing_else() -> None:
    image = draw("nko", {"nilai": [{"b": "Jan", "n": 95.7, "letak": "atas"}], "bawah": 94, "atas": 98})
    pdf = render_pdf(page('<img src="gambar:nko" alt="Nilai Januari 95,70">'), title="uji", images={"nko": image})
    assert pdf.refused == 0
    assert "95,70" in pypdf.PdfReader(BytesIO(pdf.content)).pages[0].extract_text()


def test_a_chart_that_carries_an_address_reaches_nothing(listener: Listener) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        f'<image href="{listener.address}/x" width="9" height="9"/></svg>'
    )
    pdf = render_pdf(page('<img src="gambar:a" alt="a">'), title="uji", images={"a": drawing})
    assert listener.hits == []
    assert pdf.refused == 1


def test_the_fetcher_serves_only_names_of_its_list() -> None:
    fetcher = BundledFetcher({"nko": "<svg/>"})
    assert fetcher.fetch("aset:cetak.css").content_type == "text/css"
    assert fetcher.fetch("gambar:nko").read() == b"<svg/>"
    for url in ("file:///etc/passwd", "aset:", "aset:cetak.css?x", "gambar:", "gambar:lain", "http://x/"):
        with pytest.raises(PermissionError):
            fetcher(url)
    assert fetcher.refused == 6


def test_a_document_carries_language_title_tags_and_its_fonts() -> None:
    reader = pypdf.PdfReader(BytesIO(render_pdf(page("<p>Isi – “kutip” −1</p>"), title="uji").content))
    catalog: Any = reader.root_object
    assert catalog["/Lang"] == "id"
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert reader.metadata is not None
    assert reader.metadata.title == "Uji"
    fonts: Any = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    descriptors = [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts.values()]
    assert descriptors
    assert all("Inter" in str(one["/FontName"]) and ("/FontFile2" in one or "/FontFile3" in one) for one in descriptors)


def test_a_document_with_too_many_rows_is_refused_in_words() -> None:
    rows = "<tr><td>x</td></tr>" * (MAX_ROWS + 1)
    with pytest.raises(DocumentTooLarge) as refused:
        render_pdf(page(f"<table>{rows}</table>"), title="uji")
    assert refused.value.message.startswith("Dokumen ini memuat 2.001 baris, paling banyak 2.000.")


def test_a_name_cannot_turn_the_line_round() -> None:
    pdf = render_pdf(page("<p>Budi \u202esantoso\u202c 123</p>"), title="uji")
    assert "Budi santoso 123" in pypdf.PdfReader(BytesIO(pdf.content)).pages[0].extract_text()


def test_a_missing_font_is_an_error_and_no_ugly_document(settings: Any, tmp_path: Path) -> None:
    settings.ASSET_DIR = tmp_path
    with pytest.raises(FileNotFoundError):
        render_pdf(page(""), title="uji")


def loaded_by(statement: str) -> set[str]:
    code = f"import sys, binawidya.wsgi\n{statement}\nprint(*({{'weasyprint', 'vl_convert'}} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT_DIR)
    return set(done.stdout.split())


def test_the_web_process_loads_neither_renderer_nor_drawer() -> None:
    assert loaded_by("from django.urls import get_resolver\nget_resolver().url_patterns") == set()
    assert loaded_by("import kinerja.tasks") == {"weasyprint", "vl_convert"}


def test_a_chart_is_the_same_every_time_and_in_both_themes_readable() -> None:
    data: Any = {"nilai": [{"b": "Jan", "n": 94.1, "letak": "bawah"}, {"b": "Feb", "n": None}]}
    data["nilai"].append({"b": "Mar", "n": 95.3, "letak": "atas"})
    data |= {"bawah": 92, "atas": 98}
    light, dark = draw("nko", data), draw("nko", data, theme="gelap")
    assert light == draw("nko", data)
    assert "94,10" in light
    assert "95,30" in light
    assert "#1e4e8c" in light
    assert "#93bbf0" in dark
    assert "@" not in light


def test_text_in_a_chart_stays_text() -> None:
    rows = [{"k": "<script>x</script>", "o": 0, "n": 3, "w": "@k5", "t": '3 "&<'}]
    svg = draw("sebaran", {"kelas": rows, "terbanyak": 3})
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg


def test_documents_of_a_process_share_one_unpacked_font_which_does_not_stay_behind(tmp_path: Path) -> None:
    """A fresh process, because this one has its fonts already."""
    code = (
        "import django; django.setup()\n"
        "import tempfile, pathlib\n"
        "from binawidya.umum.pdf import render_pdf\n"
        f"html = {page('')!r}\n"
        "first, second = (render_pdf(html, title='x').content for _time in range(2))\n"
        "print(len([*pathlib.Path(tempfile.gettempdir()).glob('weasyprint-*')]), len(first) == len(second))\n"
    )
    env = os.environ | {"TMPDIR": str(tmp_path), "BINAWIDYA_PROSES": "perintah"}
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_DIR, env=env, capture_output=True, text=True)
    assert done.stdout.split() == ["1", "True"], done.stderr
    assert [*tmp_path.glob("weasyprint-*")] == []
