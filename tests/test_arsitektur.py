"""The house as it was drawn: what leans on what, how large a room may be, what is written down about every table."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pghistory.models
import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from binawidya.settings.environment import PROJECT_DIR

# From the ground up; whoever stands in one line may use the lines above it, never those below.
LANTAI = [
    ("binawidya.settings", "binawidya.celery"),
    ("binawidya.umum",),
    ("binawidya.organisasi",),
    ("indikator",),
    ("survei",),
    ("kinerja",),
    ("binawidya.beranda", "binawidya.api_urls"),
    ("binawidya.urls", "binawidya.wsgi"),
]
PALING_PANJANG = 400
TAMPILAN_PALING_PANJANG = 30
# A file is named after a noun; these are names for "I did not know where to put it".
TANPA_NAMA = {"utils", "util", "helpers", "helper", "common", "misc", "lib", "tools", "functions", "base_utils"}
# Deleting the one deletes the other. Only what is computed anew, or a part that means nothing alone.
IKUT_TERHAPUS = {
    "indikator.Capaian.target",
    "indikator.ImporRencanaBaris.impor",
    "indikator.Pengisian.pegawai",
    "kinerja.BagianPerhitungan.perhitungan",
    "kinerja.EkspektasiPerilaku.skp",
    "organisasi.ImporBaris.impor",
    "organisasi.ImporBuatan.impor",
    "organisasi.ImporPembalik.impor",
    "organisasi.TokenApi.user",
}
# Tables without a history of their rows, each with its reason. Everything that people enter or decide has one.
TANPA_RIWAYAT = {
    "indikator.Capaian": "computed, closing fixes it",
    "indikator.MutuData": "computed, counted anew with the scores",
    "indikator.ImporRencana": "a parcel on its way in; what it changes is recorded where it changes",
    "indikator.ImporRencanaBaris": "a line of that parcel",
    "indikator.Pengisian": "computed",
    "kinerja.SkorPegawai": "computed, closing fixes it",
    "kinerja.SkorUnit": "computed, closing fixes it",
    "kinerja.SkorBerkala": "computed, closing fixes it",
    "kinerja.Perhitungan": "a piece of work on its way; what it writes is computed",
    "kinerja.BagianPerhitungan": "a part of that work",
    "kinerja.PemeriksaanSkor": "a finding, written once",
    "kinerja.Penutupan": "appended only, the database refuses changes",
    "kinerja.PemeriksaanPenutupan": "a finding, written once",
    "kinerja.Dokumen": "a file that was asked for, made from what is recorded elsewhere",
    "kinerja.PaketDokumen": "a file that was asked for, put together from documents",
    "organisasi.Impor": "a parcel on its way in; what it changes is recorded where it changes",
    "organisasi.ImporBaris": "a line of that parcel",
    "organisasi.ImporBuatan": "what an import made, kept so that it can be undone",
    "organisasi.ImporPembalik": "what an import changed, kept so that it can be undone",
    "organisasi.AksiAkun": "a parcel of work; what it does is recorded where it does it",
    "organisasi.PilihanKolom": "how a person looks at a list, no decision",
    "survei.HasilSurvei": "computed, a later result is a new row",
    "survei.Jawaban": "a history of answers would tell when each was given",
    "survei.Kiriman": "a history of answers would tell when each was given",
    "survei.Lonjakan": "computed",
    "survei.Saran": "a history of texts would tell when each was written",
    "survei.Token": "a history would tell when each was used",
    "umum.OutboxTask": "the queue of work",
    "umum.RateLimit": "counters",
    "organisasi.Pemberitahuan": "what was told; the rows are the record",
    "organisasi.RingkasanSurel": "letters; the rows are the record",
}


def floor(module: str) -> int:
    """On which floor a module stands; -1 for libraries and the bare project package."""
    for height, names in enumerate(LANTAI):
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return height
    return -1


def app_files() -> list[Path]:
    return [
        path
        for root in ("binawidya", "indikator", "survei", "kinerja")
        for path in sorted((PROJECT_DIR / root).rglob("*.py"))
    ]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT_DIR).with_suffix("").parts)


def imported(tree: ast.AST, module: str) -> Iterator[str]:
    """Every module that is imported anywhere in a file, and every model that is asked for by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module.split(".")[: len(module.split(".")) - node.level] if node.level else []
            base = ".".join([*package, *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get_model" and node.args:
            named = node.args[0]
            if isinstance(named, ast.Constant) and isinstance(named.value, str):
                yield module_of_app(named.value.split(".")[0])


def module_of_app(label: str) -> str:
    return apps.get_app_config(label).name


def upwards(source: str, module: str) -> list[str]:
    """What a file takes from a higher floor."""
    own = floor(module)
    return [name for name in imported(ast.parse(source), module) if floor(name) > own >= 0]


def our_models() -> list[type[models.Model]]:
    """Our tables without the event tables that pghistory keeps beside them."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if floor(model.__module__) >= 0 and not issubclass(model, pghistory.models.Event)
    ]


def relations(model: type[models.Model]) -> Iterator[tuple[str, Any]]:
    """The relations that a table itself holds."""
    for field in model._meta.get_fields():
        if field.is_relation and getattr(field, "concrete", False) and isinstance(field, models.ForeignKey):
            yield f"{model._meta.label}.{field.name}", field
    for many in model._meta.many_to_many:
        yield f"{model._meta.label}.{many.name}", many


# --- who leans on whom --------------------------------------------------------------------------------------------
def points_up(model: type[models.Model], target: type[models.Model]) -> bool:
    return floor(target.__module__) > floor(model.__module__) >= 0


def test_relations_between_tables_point_down() -> None:
    found = {name: field for model in our_models() for name, field in relations(model)}
    assert "kinerja.SkorPegawai.pegawai" in found
    assert "indikator.Realisasi.target" in found
    assert [name for name, field in found.items() if points_up(field.model, field.related_model)] == []


def test_control_a_relation_upwards_is_seen() -> None:
    assert points_up(apps.get_model("indikator", "Realisasi"), apps.get_model("kinerja", "SkorPegawai"))
    assert not points_up(apps.get_model("kinerja", "SkorPegawai"), apps.get_model("indikator", "Realisasi"))


def test_migrations_of_an_app_wait_only_for_apps_below_it() -> None:
    waiting = {
        (module_of_app(label), module_of_app(needed))
        for (label, _name), migration in MigrationLoader(None).disk_migrations.items()
        for needed, _migration in migration.dependencies
        if needed != "__setting__"
    }
    assert ("kinerja", "indikator") in waiting
    assert [(app, needed) for app, needed in waiting if floor(needed) > floor(app) >= 0] == []


def test_imports_point_down_wherever_they_stand_in_a_file() -> None:
    found = {}
    for path in app_files():
        if taken := upwards(path.read_text(), module_of(path)):
            found[str(path.relative_to(PROJECT_DIR))] = taken
    assert found == {}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("indikator.services.realisasi", "from kinerja.models import SkorPegawai"),
        ("indikator.services.realisasi", "def f():\n    import kinerja.services.skor"),
        ("binawidya.organisasi.views.periode", "from ...beranda import selectors"),
        ("binawidya.organisasi.views.periode", "from binawidya import beranda"),
        ("binawidya.umum.outbox", "apps.get_model('organisasi.Periode')"),
        ("survei.api", "if TYPE_CHECKING:\n    from kinerja import enums"),
    ],
)
def test_control_an_import_upwards_is_seen(module: str, line: str) -> None:
    assert upwards(line, module)


# --- rooms --------------------------------------------------------------------------------------------------------
def test_no_file_is_longer_than_can_be_read() -> None:
    files = [*app_files(), *sorted((PROJECT_DIR / "tests").rglob("*.py")), *sorted((PROJECT_DIR / "alat").glob("*.py"))]
    long = {
        str(path.relative_to(PROJECT_DIR)): count
        for path in files
        if "migrations" not in path.parts and (count := len(path.read_text().splitlines())) > PALING_PANJANG
    }
    assert long == {}


def test_every_file_is_named_after_what_it_holds() -> None:
    assert [str(path) for path in app_files() if {path.stem, path.parent.name} & TANPA_NAMA] == []


def test_views_are_short() -> None:
    long = {}
    for path in app_files():
        if path.parent.name == "views" or path.name == "views.py":
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef) and node.end_lineno:
                    lines = node.end_lineno - node.lineno + 1
                    if lines > TAMPILAN_PALING_PANJANG:
                        long[f"{module_of(path)}.{node.name}"] = lines
    assert long == {}


def test_arithmetic_is_pure_and_exact() -> None:
    """``scoring.py`` knows neither Django nor the database, and never leaves decimals and fractions."""
    files = [path for path in app_files() if path.name == "scoring.py"]
    assert len(files) >= 3
    for path in files:
        tree = ast.parse(path.read_text())
        names = {name.split(".")[0] for name in imported(tree, module_of(path)) if ".scoring" not in name}
        assert names <= {"collections", "dataclasses", "decimal", "fractions", "math", "typing"}, path
        inexact = [
            node
            for node in ast.walk(tree)
            if (isinstance(node, ast.Constant) and isinstance(node.value, float))
            or (isinstance(node, ast.Name) and node.id == "float")
        ]
        assert inexact == [], path


def test_nothing_happens_behind_the_back_of_a_service() -> None:
    """No signals of models, and work is handed over by the outbox alone."""
    found = []
    for path in app_files():
        tree = ast.parse(path.read_text())
        found += [
            f"{module_of(path)}: {name}"
            for name in imported(tree, module_of(path))
            if name.startswith(("django.db.models.signals", "django.dispatch", "django.core.signals"))
        ]
        found += [
            f"{module_of(path)}: {node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in {"delay", "apply_async", "send_task"}
            and module_of(path) != "binawidya.umum.outbox"
        ]
    assert found == []


# --- tables -------------------------------------------------------------------------------------------------------
def test_deleting_a_row_takes_nothing_along_that_was_judged() -> None:
    found = {name: field.remote_field.on_delete for model in our_models() for name, field in relations(model)}
    along = {name for name, rule in found.items() if rule is models.CASCADE}
    assert along == IKUT_TERHAPUS
    assert {rule for name, rule in found.items() if name not in along} == {models.PROTECT}


def test_every_table_has_a_history_or_a_reason_for_none() -> None:
    tracked = {
        model.pgh_tracked_model._meta.label  # type: ignore[attr-defined]
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event) and hasattr(model, "pgh_tracked_model")
    }
    assert {model._meta.label for model in our_models()} - tracked == set(TANPA_RIWAYAT)


def test_history_records_insert_update_and_delete() -> None:
    for model in our_models():
        if model._meta.label not in TANPA_RIWAYAT:
            names = {trigger.name for trigger in getattr(model._meta, "triggers", [])}
            kinds = {kind for kind in ("insert", "update", "delete") if any(kind in name for name in names)}
            assert kinds == {"insert", "update", "delete"}, model
