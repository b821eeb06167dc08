"""A PDF of this program carries its dossier: it comes whole, whatever is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from importers.readers.any_file import bytes_of
from importers.readers.source import Notice, SourceError
from importers.recognise import Recognised
from importers.understanding import Source
from models.files.enclosed import dossier_in
from models.files.jxmb import FileProblem, load
from models.paths import nodes
from models.templates.template import FormTemplate

TOLD = Notice("attached-dossier", "取的是这份 PDF 里附带的套表，没有按表格读")


def attached_to(path: Path, templates: Mapping[str, FormTemplate]) -> Source | None:
    """The dossier that a PDF carries; None where there is none that can be used here. Raises SourceError."""
    try:
        dossier = dossier_in(bytes_of(path), path.name)
    except FileProblem:
        return None
    if dossier is None or not dossier.forms or any(form.template not in templates for form in dossier.forms):
        return None
    return Source(path.name, (), (TOLD,), dossier=dossier)


def whole_file(path: Path, templates: Mapping[str, FormTemplate]) -> Source:
    """A dossier's own file as a source. Raises FileProblem, and SourceError where a template of it is not here."""
    dossier = load(path)
    missing = sorted({form.template for form in dossier.forms} - templates.keys())
    if missing:
        what = f"里面的表用的版式 {'、'.join(missing)} 不在这台电脑上"
        raise SourceError(what, "请先打开它，换成有的版式再导入。", path.name)
    return Source(path.name, (), dossier=dossier)


def part_twins(forms: Sequence[Recognised]) -> None:
    """A form that comes twice is two: no two nodes of a dossier have one id."""
    seen: set[str] = set()
    for one in forms:
        ids = {node.id for node in nodes(one.form)}
        if ids & seen:
            from models.edits import duplicate  # two alike are rare

            one.form = duplicate(one.form)
        seen |= ids
