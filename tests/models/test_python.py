"""Regular expressions that are compiled when first asked."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import commands
import exporters
import importers
import models
from models.folders import ROOT
from models.python import Late, regex


def constants() -> Iterator[tuple[str, Late[Any]]]:
    """Every such constant of the program's modules without a window."""
    for package in (models, importers, exporters, commands):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = import_module(found.name)
            yield from ((f"{found.name}.{name}", one) for name, one in vars(module).items() if isinstance(one, Late))


def test_every_one_of_the_program_can_be_compiled() -> None:
    found = dict(constants())
    assert len(found) > 200
    for name, one in found.items():
        assert isinstance(one.flags, int), name


def test_it_does_what_the_compiled_one_does() -> None:
    late, own = regex(r"(?P<year>\d{4})年", re.IGNORECASE), re.compile(r"(?P<year>\d{4})年", re.IGNORECASE)
    for text in ("", "2026年", "自2025年至2026年", "年"):
        assert late.findall(text) == own.findall(text)
        assert bool(late.search(text)) == bool(own.search(text))
        assert bool(late.fullmatch(text)) == bool(own.fullmatch(text))
        assert late.sub("X", text) == own.sub("X", text)
        assert [one["year"] for one in late.finditer(text)] == [one["year"] for one in own.finditer(text)]
    assert (late.pattern, late.flags, late.groups) == (own.pattern, own.flags, own.groups)


def test_loading_the_rules_compiles_hardly_any() -> None:
    """Counted in a process of its own: compiling them all took longer than the rest of a command's start."""
    count = """
import re._compiler as compiler
real, made = compiler.compile, []
compiler.compile = lambda *given, **more: made.append(1) or real(*given, **more)
import commands.exporting
print(len(made))
"""
    done = subprocess.run([sys.executable, "-c", count], cwd=ROOT, check=True, capture_output=True, text=True)
    assert int(done.stdout) < 100
