"""Looks through a folder that bundle.py made: nothing missing, nothing twice, a licence for every part.

Usage: python packaging/contents.py SYSTEM FOLDER [--depends]

Says what is wrong and ends with 1; else how much there is. --depends prints instead what a Debian package asks for.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path

from binaries import glibc, needed
from bundle import PARTS, PROJECT, SITES, files_below

BINARY = (".so", ".pyd", ".dll", ".exe", ".abi3")
SMALL = 2048  # bytes; shorter files may well be alike (an empty __init__)
SHARED = {"linux": ("linux", "linux_optional"), "windows": ("windows",)}


def binaries_below(folder: Path) -> list[Path]:
    """Programs and libraries."""
    return [path for path in files_below(folder) if path.parent.name == "bin" or set(path.suffixes) & set(BINARY)]


# --- nothing missing --------------------------------------------------------------------------------------------------


def system_libraries(system: str) -> dict[str, str]:
    """Pattern of a library that the system has to have → the package that brings it."""
    return {
        pattern: package
        for part in SHARED[system]
        for package, patterns in PARTS["system"][part].items()
        for pattern in patterns
    }


def missing_libraries(system: str, folder: Path) -> Iterator[str]:
    """Libraries that something here is linked to and that neither are here nor belong to the system."""
    here = {path.name.lower() for path in files_below(folder)}
    known = system_libraries(system)
    for path in binaries_below(folder):
        for name in needed(path):
            if name.lower() not in here and not any(fnmatchcase(name.lower(), one.lower()) for one in known):
                yield f"{path.relative_to(folder)} needs {name}"


def missing_modules(system: str, folder: Path) -> Iterator[str]:
    """Modules that the program imports and that are not here."""
    places = [folder / "program", folder / SITES[system]]
    for name in sorted(imported()):
        if name not in sys.stdlib_module_names and not any(list(place.glob(f"{name}*")) for place in places):
            yield f"the program imports {name}"


def imported() -> set[str]:
    """First names of all modules that the program imports."""
    names = PARTS["program"]["take"]
    sources = [
        path for name in names for path in [PROJECT / name, *(PROJECT / name).rglob("*.py")] if path.suffix == ".py"
    ]
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sources)
    return {name.partition(".")[0] for tree in trees for node in ast.walk(tree) for name in _names(node)}


def _names(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module)):
            return [module]
    return []


# --- nothing twice, all licences --------------------------------------------------------------------------------------


def twice(folder: Path) -> Iterator[str]:
    """Files of the same content; the same licence may hold for several parts."""
    alike = defaultdict(list)
    for path in files_below(folder):
        if path.stat().st_size > SMALL and path.relative_to(folder).parts[0] != "licences":
            alike[sha256(path.read_bytes()).digest()].append(path.relative_to(folder).as_posix())
    return (" is the same as ".join(paths) for paths in alike.values() if len(paths) > 1)


def sources(folder: Path) -> Iterator[str]:
    """What should have been compiled, and bytecode that nobody asked for."""
    return (
        f"{path} is no bytecode" for path in folder.rglob("*") if path.suffix == ".py" or path.name == "__pycache__"
    )


def unlicensed(folder: Path) -> Iterator[str]:
    """Parts without a text of their licence."""
    licences = folder / "licences"
    lines = (licences / "LIST.txt").read_text(encoding="utf-8").splitlines()[1:]
    for part in (line.split("\t")[0] for line in lines):
        texts = [licences / f"{part}.txt", *(licences / part).rglob("*")]
        if not any(path.is_file() and path.stat().st_size for path in texts):
            yield f"{part} has no licence"


def faults(system: str, folder: Path) -> list[str]:
    """All that is wrong."""
    return [
        *missing_libraries(system, folder),
        *missing_modules(system, folder),
        *twice(folder),
        *sources(folder),
        *unlicensed(folder),
    ]


# --- what a Debian package asks for -----------------------------------------------------------------------------------


def depends(folder: Path) -> str:
    """The packages of Debian that have what the bundle is linked to, with the lowest glibc."""
    binaries = binaries_below(folder)
    packages = PARTS["system"]["linux"]
    used = {name for path in binaries for name in needed(path)}
    lowest = ".".join(map(str, max(glibc(path) for path in binaries)))
    asked = [package for package, names in packages.items() if used & set(names)]
    return ", ".join(f"libc6 (>= {lowest})" if package == "libc6" else package for package in asked)


def main(arguments: Sequence[str] | None = None) -> int:
    """Says what is wrong, or what the package depends on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("system", choices=SITES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--depends", action="store_true")
    given = parser.parse_args(arguments)
    if given.depends:
        print(depends(given.folder))
        return 0
    found = faults(given.system, given.folder)
    print(
        "\n".join(found)
        or f"{given.folder}: {len(list(files_below(given.folder)))} files, none missing, none twice, all licensed"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
