"""What goes into the packages: the lists fit the program, and what is wrong with a folder is seen."""

from __future__ import annotations

import importlib
import re
import shutil
import struct
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from models import folders
from models.program import NAME, SUFFIX, VERSION

PROJECT = folders.ROOT
PACKAGING = PROJECT / "packaging"
PARTS: dict[str, Any] = tomllib.loads((PACKAGING / "parts.toml").read_text(encoding="utf-8"))
LINUX = PACKAGING / "linux" / "files"


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The tools of packaging/, which are scripts and no package, by their names."""
    monkeypatch.syspath_prepend(PACKAGING)

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    yield load
    for name in ("bundle", "contents", "binaries", "icudata"):
        sys.modules.pop(name, None)


# --- the lists --------------------------------------------------------------------------------------------------------


def test_every_library_of_the_project_has_the_version_that_was_tried() -> None:
    project = tomllib.loads(text(PROJECT / "pyproject.toml"))["project"]
    wanted = {re.split(r"[^\w.-]", one)[0].lower().replace("_", "-") for one in project["dependencies"]}
    pinned = {one.split("==")[0].lower().replace("_", "-") for one in text(PACKAGING / "versions.txt").split()[1:]}
    assert wanted <= pinned


def test_every_module_of_qt_that_the_window_uses_is_in_the_packages() -> None:
    sources = [PROJECT / "main.py", *(PROJECT / "ui").rglob("*.py")]
    used = {name for path in sources for name in re.findall(r"PySide6\.Qt(\w+)", text(path))}
    assert used == set(PARTS["qt"]["modules"])


def test_what_the_program_takes_along_is_there() -> None:
    assert all((PROJECT / name).exists() for name in PARTS["program"]["take"])
    rooms = {path.parent.name for path in PROJECT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert rooms <= set(PARTS["program"]["take"])


def test_the_version_stands_in_one_place() -> None:
    """The changes of the version are told; no script has a number of its own."""
    assert re.findall(r"^## (\S+)", text(PROJECT / "CHANGELOG.md"), re.MULTILINE)[0] == VERSION
    scripts = [
        path
        for path in PACKAGING.rglob("*")
        if path.is_file() and path.name != "versions.txt" and "__pycache__" not in path.parts
    ]
    assert not [path.name for path in scripts if path.suffix != ".svg" and VERSION in text(path)]


def test_both_systems_know_the_type_of_the_file() -> None:
    entry = dict(line.split("=", 1) for line in text(LINUX / "jixiao-editor.desktop").splitlines() if "=" in line)
    kind = re.findall(r'<mime-type type="([^"]+)"', text(LINUX / "jixiao-editor.xml"))
    assert [entry["Name"], entry["MimeType"]] == [NAME, f"{kind[0]};"]
    assert f'<glob pattern="*{SUFFIX}"/>' in text(LINUX / "jixiao-editor.xml")
    installer = text(PACKAGING / "windows" / "installer.nsi")
    assert rf'"Software\Classes\{SUFFIX}"' in installer
    assert f'!define NAME "{NAME}"' in installer


def test_the_readme_makes_the_packages_by_a_command_each() -> None:
    readme = text(PROJECT / "README.md")
    assert all(f"packaging/{system}/build" in readme for system in ("linux", "windows"))


# --- a folder is looked through ---------------------------------------------------------------------------------------


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder of nothing but the program's names, each in its place, and one licence."""
    for name in ("program/main.pyc", "lib/python3/dist-packages/reportlab/__init__.pyc", "licences/one/LICENSE"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("some words", encoding="utf-8")
    (tmp_path / "licences/LIST.txt").write_text("part\tversion\none\t1\n", encoding="utf-8")
    return tmp_path


def library() -> Path:
    """A binary of Linux that wants another one."""
    found = next(Path(sys.prefix).glob("lib/python*/site-packages/PySide6/QtCore.abi3.so"), None)
    if found is None:
        pytest.skip("no binding of Qt for Linux is installed here")
    return found


def test_a_missing_library_is_seen(tool: Any, bundle: Path) -> None:
    contents = tool("contents")
    assert not list(contents.missing_libraries("linux", bundle))
    shutil.copy(library(), bundle / "program" / "QtCore.abi3.so")
    assert "program/QtCore.abi3.so needs libQt6Core.so.6" in list(contents.missing_libraries("linux", bundle))
    (bundle / "program" / "libQt6Core.so.6").touch()
    assert not [line for line in contents.missing_libraries("linux", bundle) if "libQt6Core" in line]


def test_a_missing_module_is_seen(tool: Any, bundle: Path) -> None:
    told = set(tool("contents").missing_modules("linux", bundle))
    assert {"the program imports openpyxl", "the program imports models"} <= told
    assert "the program imports reportlab" not in told
    assert "the program imports json" not in told


def test_a_file_that_is_there_twice_is_seen(tool: Any, bundle: Path) -> None:
    for name in ("program/a.dat", "program/b.dat", "licences/c.txt", "licences/d.txt"):
        (bundle / name).write_bytes(b"the same " * 1000)
    assert list(tool("contents").twice(bundle)) == ["program/a.dat is the same as program/b.dat"]


def test_a_part_without_licence_and_a_source_are_seen(tool: Any, bundle: Path) -> None:
    contents = tool("contents")
    assert not [*contents.unlicensed(bundle), *contents.sources(bundle)]
    (bundle / "licences/one/LICENSE").write_text("", encoding="utf-8")
    (bundle / "program/left.py").touch()
    assert list(contents.unlicensed(bundle)) == ["one has no licence"]
    assert [line.endswith("left.py is no bytecode") for line in contents.sources(bundle)] == [True]


def test_the_lowest_glibc_is_read_from_the_binary(tool: Any) -> None:
    """PySide6 6.8 is built for glibc 2.28 and says so; no older library may raise it."""
    qt = library().parent / "Qt" / "lib" / "libQt6Core.so.6"
    assert tool("binaries").glibc(qt) == (2, 28)
    assert tool("binaries").glibc(PROJECT / "LICENSE") == (2, 0)


def test_only_the_named_parts_of_qt_are_taken(tool: Any) -> None:
    taken = tool("bundle").taken
    assert taken("PySide6/Qt/lib/libQt6Widgets.so.6", "linux")
    assert taken("PySide6/Qt6Widgets.dll", "windows")
    assert not taken("PySide6/Qt/lib/libQt6Quick.so.6", "linux")
    assert not taken("PySide6/opengl32sw.dll", "windows")
    assert not taken("openpyxl-3.1.5.dist-info/RECORD", "linux")


def icu_package(*items: tuple[str, bytes]) -> bytes:
    """A library that holds ICU's data: a head, a table of contents, names, data."""
    named = [(f"icudt73l/{name}\0".encode(), data) for name, data in items]
    names_at = 4 + 8 * len(named)
    data_at = names_at + sum(len(name) for name, _ in named)
    table, names, data = struct.pack("<I", len(named)), b"", b""
    for name, content in named:
        table += struct.pack("<II", names_at + len(names), data_at + len(data))
        names, data = names + name, data + content
    head = struct.pack("<HBB8s4s16x", 32, 0xDA, 0x27, b"\x14".ljust(8, b"\0"), b"CmnD")
    return b"before" * 3 + head + table + names + data


def test_only_the_languages_of_the_program_stay_in_icu(tool: Any) -> None:
    library = icu_package(
        ("coll/de.res", b"deutsch"), ("coll/zh.res", b"chinese"), ("fr.res", b"france"), ("root.res", b"rest")
    )
    icudata = tool("icudata")
    thin = icudata.thinned(library, lambda name: "zh" in name or "root" in name)
    assert len(thin) == len(library)
    assert [word in thin for word in (b"deutsch", b"chinese", b"france", b"rest")] == [False, True, False, True]
    start = icudata._table(thin)
    assert [thin[start + place :][:4] for _, _, place in icudata._items(thin, start)] == [b"chin", b"rest"]


# --- the folder that is carried about ---------------------------------------------------------------------------------


def test_a_carried_folder_keeps_the_settings_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "ROOT", tmp_path / "program")
    monkeypatch.setattr(folders, "PORTABLE", tmp_path / "program" / "portable.txt")
    (tmp_path / "program").mkdir()
    assert folders.user_folder() != tmp_path / "数据"
    (tmp_path / "program" / "carried.txt").touch()
    monkeypatch.setattr(folders, "PORTABLE", tmp_path / "program" / "carried.txt")
    assert folders.user_folder() == tmp_path / "数据"
