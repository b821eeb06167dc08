"""The shape of the house: imports run one way, the commands need no Qt, functions and files stay small."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import pytest

from models.python import collector_paused

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("commands", "selftest", "exporters", "importers", "models", "ui")
FOLDERS = (*ROOMS, "benchmarks", "packaging", "tests")

MAY_IMPORT = {
    "": "commands models ui.program",  # main.py
    "commands": "selftest exporters.* importers.* models.*",
    "selftest": "exporters.* importers.* models.*",
    "exporters": "models.*",
    "exporters.pages": "exporters models.*",
    "exporters.excel": "exporters exporters.pages models.*",
    "exporters.html": "exporters models.*",
    "exporters.word": "exporters exporters.pages models.*",
    "exporters.pdf": "exporters exporters.pages models.*",
    "importers": "importers.* models.*",
    "importers.words": "models models.files",
    "importers.readers": "models models.files importers.readers.* importers.words",
    "importers.readers.office": "importers.readers models",
    "importers.readers.pdf": "importers.readers models models.files",
    "importers.readers.word": "importers.readers importers.readers.office models",
    "importers.readers.webpage": "importers.readers importers.readers.office models",
    "importers.readers.workbook": "importers.readers importers.readers.office models",
    "importers.finding": "importers importers.words models.*",
    "importers.forms": "importers importers.finding importers.forms.columns importers.words models.*",
    "importers.forms.columns": "importers importers.finding importers.words models.*",
    "importers.budget": "importers importers.finding importers.words models.*",
    "models": "models.templates",
    "models.annotations": "models",
    "models.comparing": "models models.annotations models.templates",
    "models.files": "models",
    "models.templates": "models models.files",
    "models.rules": "models models.templates models.rules.*",
    "models.rules.wording": "models",
    "models.rules.checks": "models models.templates models.rules models.rules.wording",
    "models.rules.checks.told": "models models.templates models.rules models.rules.wording",
    "ui": "",
    "ui.ground": "exporters models models.files",
    "ui.session": "models.* ui.ground",
    "ui.controls": "importers.readers models.* ui.ground ui.session",
    "ui.comments": "models.* ui.controls ui.ground ui.session",
    "ui.evidence": "exporters models.* ui.controls ui.ground ui.session",
    "ui.preview": "exporters.* models.* ui.controls ui.ground ui.session",
    "ui.indicators": "exporters importers.* models.* ui.controls ui.ground ui.session",
    "ui.form": "models.* ui.controls ui.ground ui.indicators ui.preview ui.session",
    "ui.output": "exporters.* models.* ui.controls ui.ground ui.preview ui.session",
    "ui.importing": "importers.* models.* ui.controls ui.ground",
    "ui.versions": "importers models.* ui.controls ui.ground ui.session",
    "ui.window": "exporters importers.* models.* ui.controls ui.form ui.ground "
    "ui.comments ui.evidence ui.importing ui.output ui.program ui.session ui.versions",
    "ui.program": "selftest exporters exporters.pages models.* ui.controls ui.ground ui.indicators ui.preview "
    "ui.session ui.window",
}
"""Folder → the folders of ours that its files may import from besides its own; ``.*`` takes those below as well."""
APART = {"models.rules.checks", "models.rules.checks.told"}
"""Folders whose files do not know each other either."""
NO_LIBRARY = {
    "models": {"PySide6", "shiboken6", "openpyxl", "reportlab"},
    **{part: {"PySide6", "shiboken6"} for part in ("commands", "selftest", "exporters", "importers", "packaging")},
}
BY_NAME = {"commands/run.py", "exporters/formats.py", "importers/readers/any_file.py", "ui/program/warmup.py"}
"""Files that import modules by names in data."""

MOST_FILES = 22
LONGEST_FUNCTION = 50
LONGEST_FILE = 450
MEDIAN, NINTH = 6, 14

SAME = {
    "actions": "what a menu offers: words, key, sign",
    "budget": "the budget of a unit",
    "cells": "what a cell of a surface shows and takes",
    "checking": "letting the rules look",
    "document": "the reader of a whole file",
    "docs": "writes a page of docs/",
    "evidence": "files that prove what a form says",
    "export": "forms as files",
    "fields": "fields of the model",
    "forms": "the two kinds of forms",
    "goals": "goals with their indicators",
    "marks": "signs of findings",
    "panel": "a large part of a page",
    "read": "from a table to the model",
    "styles": "how a kind of cell looks",
    "tables": "lists of the model as tables",
    "unprinted": "what a template prints nowhere",
    "window": "the main window",
    "write": "the file of a format",
}
"""Names that several modules bear, with the one meaning they have."""

OVERLONG_YET: set[str] = set()
ASTRAY_YET: set[str] = set()
TWO_MEANINGS_YET: set[str] = set()
"""What is not as it should be yet. Whoever puts one right takes it out: a test fails until that is done."""


def named(path: Path) -> str:
    """A file's place in the project, written alike on every system."""
    return path.relative_to(PROJECT).as_posix()


class Import(NamedTuple):
    """One imported module, where it stands, and whether it is imported only when a function runs."""

    path: Path
    line: int
    module: str
    lazy: bool

    def __str__(self) -> str:
        return f"{named(self.path)} imports {self.module}"


class Function(NamedTuple):
    """One function and its length in lines, decorators not counted."""

    path: Path
    line: int
    name: str
    length: int

    def __str__(self) -> str:
        return f"{named(self.path)}:{self.line} {self.name} has {self.length} lines"


def sources(part: str) -> list[Path]:
    """The Python files of a folder, or the one file of that name."""
    return sorted(PROJECT.glob(part if part.endswith(".py") else f"{part}/**/*.py"))


def all_sources() -> list[Path]:
    return [path for part in ("main.py", *FOLDERS) for path in sources(part)]


@pytest.fixture(autouse=True, scope="module")
def _not_collected() -> Iterator[None]:
    """The trees of all files are no garbage: walking through them again and again takes as long as reading them."""
    with collector_paused():
        yield


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[Import]:
    """Every absolute import of a file; relative ones cannot leave their folder."""
    lazy_nodes = {id(inner) for function in function_nodes(path) for inner in ast.walk(function)}
    for node in ast.walk(parse(path)):
        for module in imported_modules(node):
            yield Import(path, node.lineno, module, id(node) in lazy_nodes)  # type: ignore[attr-defined]


def imported_modules(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module), level=0):
            return [module]
    return []


@cache
def function_nodes(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def functions(paths: Iterable[Path]) -> list[Function]:
    return [
        Function(path, node.lineno, node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for path in paths
        for node in function_nodes(path)
    ]


def is_test(path: Path) -> bool:
    return path.is_relative_to(PROJECT / "tests")


def product() -> list[Path]:
    """All files but the tests."""
    return [path for path in all_sources() if not is_test(path)]


@cache
def modules() -> Mapping[str, Path]:
    """Our modules by their names."""
    return {module_of(path): path for path in product()}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def folder_of(module: str) -> str:
    path = modules()[module]
    return ".".join(path.relative_to(PROJECT).parent.parts)


def own_imports(path: Path) -> Iterator[Import]:
    """The imports of our own modules, wherever in the file they stand."""
    for node in ast.walk(parse(path)):
        for module in own_modules(node):
            yield Import(path, node.lineno, module, lazy=False)  # type: ignore[attr-defined]


def own_modules(node: ast.AST) -> list[str]:
    """``from models.rules import examples`` imports the module of that name, ``from models.table import Cell`` not."""
    match node:
        case ast.ImportFrom(module=str(module), names=names, level=0):
            inner = [f"{module}.{alias.name}" for alias in names]
            return [one for one in inner if one in modules()] or [module] * (module in modules())
    return [module for module in imported_modules(node) if module in modules()]


def one_per_line(rows: list[str]) -> str:
    return "\n  ".join(["", *rows])


def allowed(folder: str, target: str) -> bool:
    """Files of the one folder may import from the other."""
    if folder == target:
        return folder not in APART
    return any(
        target == name or (whole and target.startswith(f"{name}."))
        for name, whole in ((word.removesuffix(".*"), word.endswith(".*")) for word in MAY_IMPORT[folder].split())
    )


def test_imports_run_one_way() -> None:
    wrong = {
        str(found)
        for path in product()
        if (folder := folder_of(module_of(path))) in MAY_IMPORT
        for found in own_imports(path)
        if not allowed(folder, folder_of(found.module))
    }
    assert wrong == ASTRAY_YET, one_per_line(sorted(wrong ^ ASTRAY_YET))


def test_every_folder_of_the_rooms_says_what_it_may_import() -> None:
    folders = {folder_of(module) for module in modules()}
    assert {one for one in folders if one.partition(".")[0] in ("", *ROOMS)} == set(MAY_IMPORT)


@pytest.mark.parametrize("part", NO_LIBRARY)
def test_libraries_stay_where_they_belong(part: str) -> None:
    wrong = [
        str(found)
        for path in sources(part)
        for found in imports(path)
        if found.module.split(".")[0] in NO_LIBRARY[part]
    ]
    assert not wrong, one_per_line(wrong)


def test_no_imports_run_in_a_circle() -> None:
    """Not inside functions and not for types only either: files that need each other are one file."""
    graph = {name: {found.module for found in own_imports(path)} - {name} for name, path in modules().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(reversed(circle.args[1])))


def test_every_import_can_be_seen() -> None:
    """None is relative; by a name in data only where that is known."""
    relative = [named(path) for path in product() for node in ast.walk(parse(path)) if is_relative(node)]
    assert not relative
    by_name = {named(path) for path in product() if "import_module" in path.read_text(encoding="utf-8")}
    assert by_name == BY_NAME


def is_relative(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and node.level > 0


def test_no_folder_is_flat_with_many_files() -> None:
    counts = Counter(path.parent for path in all_sources())
    crowded = [f"{named(folder)} has {count} files" for folder, count in counts.items() if count > MOST_FILES]
    assert not crowded, one_per_line(crowded)


def test_modules_of_one_name_mean_the_same() -> None:
    homes = defaultdict(list)
    for path in product():
        if not path.stem.startswith("__"):
            homes[path.stem].append(named(path))
    several = {name: paths for name, paths in homes.items() if len(paths) > 1}
    unknown = [f"{name}: {', '.join(several[name])}" for name in several.keys() - SAME - TWO_MEANINGS_YET]
    assert not unknown, one_per_line(unknown)
    assert (set(SAME) | TWO_MEANINGS_YET) <= set(several), "take out what only one module bears"


def test_no_region_is_known_to_the_code() -> None:
    """A layout is data: neither the id of a template nor the name of its region steers anything."""
    heads = [tomllib.loads(path.read_text(encoding="utf-8")) for path in PROJECT.glob("resources/templates/*.toml")]
    names = {head["id"] for head in heads} | {head["region"] for head in heads} - {"全国通用"}
    known = [
        f"{path.relative_to(PROJECT)} names {name}"
        for part in (*ROOMS, "main.py")
        for path in sources(part)
        if path != PROJECT / "models/files/docs.py"  # writes the example of the page on the file format
        for name in names
        if name in path.read_text(encoding="utf-8")
    ]
    assert len(names) > len(heads)
    assert not known, one_per_line(known)


def test_entry_imports_the_window_only_when_it_opens_one() -> None:
    eager = [
        str(found)
        for path in sources("main.py")
        for found in imports(path)
        if not found.lazy and found.module.split(".")[0] in {"PySide6", "ui"}
    ]
    assert not eager, one_per_line(eager)


def test_the_entry_loads_without_qt() -> None:
    """The commands run where no Qt library can be loaded."""
    found = "[name for name in sys.modules if name.split('.')[0] in {'PySide6', 'ui'}]"
    code = f"import main, sys; sys.exit(' '.join({found}) or 0)"
    run = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_tests_outside_those_of_the_window_can_be_read_without_qt() -> None:
    """Where Qt cannot be loaded they run, or are skipped by name; what needs it is imported in the test."""
    outside = [path for path in PROJECT.glob("tests/**/test_*.py") if "ui" not in path.relative_to(PROJECT).parts]
    found = [
        f"{named(path)} imports {module}"
        for path in outside
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        for module in _imported(node)
        if module.partition(".")[0] in ("ui", "PySide6", "tests.ui") or module.startswith("tests.ui.")
    ]
    assert not found


def _imported(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_folder_packaging_hides_no_installed_library() -> None:
    """pytest and others import a library named packaging: our folder of that name must stay a plain folder."""
    spec = importlib.util.find_spec("packaging.version")
    assert spec is not None
    assert not Path(str(spec.origin)).is_relative_to(PROJECT / "packaging")


@pytest.mark.parametrize("tests", [False, True])
def test_functions_are_small(tests: bool) -> None:
    found = functions(path for path in all_sources() if is_test(path) is tests)
    lengths = [function.length for function in found]
    too_long = [str(function) for function in found if function.length > LONGEST_FUNCTION]
    assert not too_long, one_per_line([f"limit {LONGEST_FUNCTION}", *too_long])
    assert median(lengths) <= MEDIAN
    assert quantiles(lengths, n=10)[-1] <= NINTH


def test_files_are_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in all_sources()}
    too_long = {named(path): n for path, n in lengths.items() if n > LONGEST_FILE}
    assert too_long.keys() == OVERLONG_YET, one_per_line([str(too_long), *sorted(too_long.keys() ^ OVERLONG_YET)])
