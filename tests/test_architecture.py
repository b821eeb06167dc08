"""The shape of the house: imports run one way, the commands need no Qt, functions and files stay small."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import pytest

PROJECT = Path(__file__).resolve().parent.parent
FOLDERS = ("models", "exporters", "importers", "ui", "benchmarks", "tests", "packaging")
QT = {"PySide6", "shiboken6"}
FORBIDDEN = {
    "models": QT | {"openpyxl", "reportlab", "ui", "exporters", "importers", "main"},
    "exporters": QT | {"ui", "importers", "main"},
    "importers": QT | {"ui", "exporters", "main"},
    "ui": {"main"},
    "packaging": QT,
}
LONGEST_FUNCTION = 80
LONGEST_FILE = 600


class Import(NamedTuple):
    """One imported module, where it stands, and whether it is imported only when a function runs."""

    path: Path
    line: int
    module: str
    lazy: bool

    def __str__(self) -> str:
        return f"{self.path.relative_to(PROJECT)}:{self.line} imports {self.module}"


class Function(NamedTuple):
    """One function and its length in lines, decorators not counted."""

    path: Path
    line: int
    name: str
    length: int

    def __str__(self) -> str:
        return f"{self.path.relative_to(PROJECT)}:{self.line} {self.name} has {self.length} lines"


def sources(part: str) -> list[Path]:
    """The Python files of a folder, or the one file of that name."""
    return sorted(PROJECT.glob(part if part.endswith(".py") else f"{part}/**/*.py"))


def all_sources() -> list[Path]:
    return [path for part in ("main.py", *FOLDERS) for path in sources(part)]


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


def function_nodes(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def functions() -> Iterator[Function]:
    for path in all_sources():
        for node in function_nodes(path):
            yield Function(path, node.lineno, node.name, (node.end_lineno or node.lineno) - node.lineno + 1)


def one_per_line(rows: list[str]) -> str:
    return "\n  ".join(["", *rows])


@pytest.mark.parametrize("part", FORBIDDEN)
def test_imports_run_one_way(part: str) -> None:
    wrong = [
        str(found) for path in sources(part) for found in imports(path) if found.module.split(".")[0] in FORBIDDEN[part]
    ]
    assert not wrong, one_per_line(wrong)


def test_no_region_is_known_to_the_code() -> None:
    """A layout is data: neither the id of a template nor the name of its region steers anything."""
    heads = [tomllib.loads(path.read_text(encoding="utf-8")) for path in PROJECT.glob("resources/templates/*.toml")]
    names = {head["id"] for head in heads} | {head["region"] for head in heads} - {"全国通用"}
    known = [
        f"{path.relative_to(PROJECT)} names {name}"
        for part in ("models", "exporters", "importers", "ui", "main.py")
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
        if not found.lazy and found.module.split(".")[0] in QT | {"ui"}
    ]
    assert not eager, one_per_line(eager)


def test_the_entry_loads_without_qt() -> None:
    """The commands run where no Qt library can be loaded."""
    if not sources("main.py"):
        pytest.skip("main.py is not written yet")
    found = "[name for name in sys.modules if name.split('.')[0] in {'PySide6', 'ui'}]"
    code = f"import main, sys; sys.exit(' '.join({found}) or 0)"
    run = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_folder_packaging_hides_no_installed_library() -> None:
    """pytest and others import a library named packaging: our folder of that name must stay a plain folder."""
    spec = importlib.util.find_spec("packaging.version")
    assert spec is not None
    assert not Path(str(spec.origin)).is_relative_to(PROJECT / "packaging")


def test_no_function_is_too_long() -> None:
    found = list(functions())
    lengths = [function.length for function in found]
    ninth = quantiles(lengths, n=10)[-1]
    summary = f"{len(found)} functions, median {median(lengths):g} lines (aim 8), nine of ten below {ninth:g} (aim 25)"
    too_long = [str(function) for function in found if function.length > LONGEST_FUNCTION]
    assert not too_long, one_per_line([f"limit {LONGEST_FUNCTION}; {summary}", *too_long])


def test_no_file_is_too_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in all_sources()}
    too_long = [f"{path.relative_to(PROJECT)} has {n} lines" for path, n in lengths.items() if n > LONGEST_FILE]
    assert not too_long, one_per_line([f"limit {LONGEST_FILE}", *too_long])
