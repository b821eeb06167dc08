"""Puts together the folder that a package holds: the program, the interpreter's library, the libraries, their licences.

Usage: python packaging/bundle.py SYSTEM LIBRARIES TARGET [--runtime FOLDER]

SYSTEM is linux or windows, LIBRARIES a folder into which pip installed them, FOLDER the standard library (left out
where the interpreter of the system is to be used). What is taken stands in parts.toml. Everything in Python is compiled
and comes without its source; the compiling Python must be of the version that the package holds.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from importlib.metadata import Distribution, distributions
from pathlib import Path
from py_compile import PycInvalidationMode, compile
from typing import Any

from icudata import thinned

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
PARTS: dict[str, Any] = tomllib.loads((HERE / "parts.toml").read_text(encoding="utf-8"))
PLACES = {"linux": "lib/python3.11", "windows": "runtime/Lib"}
"""Where the interpreter of each system looks for its library."""
SITES = {"linux": "lib/python3/dist-packages", "windows": "runtime/Lib/site-packages"}
"""Where it looks for the libraries of others: Debian's has names of its own."""

LICENCE = re.compile(r"\.dist-info/(licenses?/.+|(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*)$", re.IGNORECASE)
COMMON = Path("/usr/share/common-licenses")
DOCS = Path("/usr/share/doc")
DEBIAN = Path("/usr/lib/x86_64-linux-gnu")


class MissingError(Exception):
    """Something that a package must have is not there."""


def build(system: str, libraries: Path, target: Path, runtime: Path | None) -> None:
    """The whole folder, made anew."""
    _right_python()
    shutil.rmtree(target, ignore_errors=True)
    copy_program(target / "program")
    site = target / SITES[system]
    if runtime:
        copy_standard_library(runtime, target / PLACES[system])
    used = wanted(libraries)
    for library in used:
        copy_library(library, system, site)
        copy_licences(library, target / "licences")
    if system == "linux":
        copy_debian(site / "PySide6/Qt/lib", target / "licences")
    write_list(used, target / "licences")
    thin_icu(target)
    compile_all(target)


def _right_python() -> None:
    here = ".".join(map(str, sys.version_info[:2]))
    if here != PARTS["python"]["version"]:
        raise MissingError(
            f"the package holds Python {PARTS['python']['version']}, this is {here}: its bytecode would not run"
        )


# --- copying ----------------------------------------------------------------------------------------------------------


def files_below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def copy_program(target: Path) -> None:
    """Our own part."""
    for name in PARTS["program"]["take"]:
        source = PROJECT / name
        for path in files_below(source) if source.is_dir() else [source]:
            copy(path, target / path.relative_to(PROJECT))


def copy_standard_library(source: Path, target: Path) -> None:
    """What of Python's own library the program may need."""
    for path in files_below(source):
        name = path.relative_to(source).as_posix()
        if not matches(name, PARTS["python"]["leave"]):
            copy(path, target / name)


def thin_icu(folder: Path) -> None:
    """Of ICU's data only the languages that the program speaks."""
    for path in folder.rglob("libicudata.so.*"):
        path.write_bytes(thinned(path.read_bytes(), lambda name: matches(name, PARTS["icu"]["keep"])))


def compile_all(target: Path) -> None:
    """Bytecode in place of each source; it holds whatever the clock of a stick says."""
    for path in files_below(target):
        if path.suffix == ".py":
            name = path.relative_to(target).as_posix()
            compile(str(path), f"{path}c", name, True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
            path.unlink()


# --- libraries --------------------------------------------------------------------------------------------------------


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(folder: Path) -> list[Distribution]:
    """The libraries that the project asks for and those that they ask for."""
    there = {canonical(one.name): one for one in distributions(path=[str(folder)])}
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Distribution] = {}
    waiting = list(project["dependencies"])
    while waiting:
        name = _required(waiting.pop())
        if name and name not in found and name not in PARTS["libraries"]["without"]:
            if name not in there:
                raise MissingError(f"{name} is not in {folder}")
            found[name] = there[name]
            waiting += there[name].requires or []
    return list(found.values())


def _required(requirement: str) -> str:
    """The name in a requirement; empty where only an extra asks for it, or a Python older than the bundle's."""
    own = [int(part) for part in PARTS["python"]["version"].split(".")]
    below = re.search(r'python_version\s*<\s*"(\d+)\.(\d+)"', requirement)
    if "extra ==" in requirement or (below and own >= [int(below[1]), int(below[2])]):
        return ""
    return canonical(re.split(r"[^\w.-]", requirement, maxsplit=1)[0])


def copy_library(library: Distribution, system: str, target: Path) -> None:
    """The files of a library that are used."""
    for file in library.files or []:
        if taken(file.as_posix(), system):
            copy(Path(str(library.locate_file(file))), target / file)


def taken(name: str, system: str) -> bool:
    """A file of a library is used. Of Qt only what is named is, of the others all but what is named."""
    if ".dist-info/" in name or matches(name, PARTS["libraries"]["leave"]):
        return False
    return not name.startswith("PySide6/") or matches(name, qt_files(system))


def qt_files(system: str) -> list[str]:
    """Patterns of the files of Qt and of its binding that are used."""
    qt = PARTS["qt"]
    return [
        *qt["take"],
        *(pattern.format(module) for module in qt["modules"] for pattern in qt[system]["module"]),
        *(qt[system]["plugin"].format(kind, one) for kind, names in qt["plugins"].items() for one in names),
        *qt[system]["take"],
    ]


# --- licences ---------------------------------------------------------------------------------------------------------


def copy_licences(library: Distribution, target: Path) -> None:
    """The texts that come with a library; those that its wheel lacks are Debian's."""
    own = [file for file in library.files or [] if LICENCE.search(file.as_posix())]
    common = [COMMON / name for name in PARTS["licences"].get(canonical(library.name), [])]
    if not own and not common:
        raise MissingError(f"{library.name} has no licence")
    for file in own:
        copy(Path(str(library.locate_file(file))), target / library.name / LICENCE.search(file.as_posix())[1])  # type: ignore[index]
    for path in common:
        copy(path, target / library.name / f"{path.name}.txt")


def copy_debian(target: Path, licences: Path) -> None:
    """Small libraries of the system that others may lack."""
    for package, name in PARTS["debian"].items():
        library, licence = DEBIAN / name, DOCS / package / "copyright"
        if not library.exists() or not licence.exists():
            raise MissingError(f"Debian's package {package} is not installed")
        copy(library.resolve(), target / name)
        copy(licence, licences / f"{package}.txt")


def write_list(libraries: Iterable[Distribution], folder: Path) -> None:
    """The list of the parts: name, version, licence, home."""
    rows = [(one.name, one.version, _licence_of(one), _home_of(one)) for one in libraries]
    ours = [(part["name"], part["version"], part["licence"], part["home"]) for part in PARTS["parts"]]
    text = "".join("\t".join(row) + "\n" for row in sorted([*rows, *ours], key=lambda row: row[0].lower()))
    (folder / "LIST.txt").write_text("part\tversion\tlicence\thome\n" + text, encoding="utf-8")
    for part in PARTS["parts"]:
        if source := part.get("text"):
            copy(PROJECT / source, folder / f"{part['name']}.txt")


def _licence_of(library: Distribution) -> str:
    told = library.metadata
    classes = [one.split(" :: ")[-1] for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    return str(told["License-Expression"] or ", ".join(classes) or (told["License"] or "").partition("\n")[0])


def _home_of(library: Distribution) -> str:
    links = [one.partition(", ")[2] for one in library.metadata.get_all("Project-URL") or []]
    return str(library.metadata["Home-page"] or (links[0] if links else ""))


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the folder and says how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("system", choices=PLACES)
    parser.add_argument("libraries", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--runtime", type=Path)
    given = parser.parse_args(arguments)
    try:
        build(given.system, given.libraries, given.target, given.runtime)
    except MissingError as why:
        print(why, file=sys.stderr)
        return 1
    sizes = [path.stat().st_size for path in files_below(given.target)]
    print(f"{given.target}: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
