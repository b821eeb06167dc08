"""Sources become one dossier: every form of every source, the unit, the year, and what found no place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from importers.budget import read_budget
from importers.recognise import Recognised, Unplaced, recognise
from importers.source import SourceError
from importers.text import read_text
from models.dossier import Budget, Dossier, Unit
from models.forms import DepartmentForm
from models.table import Document
from models.template import FormTemplate

MAX_SOURCE = 50_000_000
"""Bytes; a larger source is not read at all."""

NATIONAL = "全国通用"
"""Region of the templates that are of no region."""

READERS: dict[str, Callable[[bytes, str], Document]] = {".txt": read_text, ".tsv": read_text, ".md": read_text}
"""Suffix of a source → how it becomes a document."""


@dataclass(slots=True)
class Assembled:
    """A dossier made of sources."""

    dossier: Dossier
    forms: list[Recognised] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)


def assemble(
    sources: Iterable[Path], templates: Mapping[str, FormTemplate], *, template_id: str = "", year: int | None = None
) -> Assembled:
    """Reads every source and makes one dossier of their forms.

    ``template_id`` forces a template on the forms of its kind, ``year`` is the dossier's where given. Raises
    SourceError with a Chinese sentence when a source cannot be read or holds no form.
    """
    forms: list[Recognised] = []
    unplaced: list[Unplaced] = []
    budget = Budget()
    for source in sources:
        document = read_source(source)
        own_budget, used = read_budget(document)
        found, left = recognise(document, templates, template_id=template_id, year=year, skip=used)
        if not found:
            todo = "请确认复制了带“一级指标、二级指标、三级指标”表头的整张表，再导入。"
            raise SourceError("没有认出绩效目标表", todo, source.name)
        forms += found
        unplaced += left
        budget = own_budget if own_budget != Budget() else budget
    return Assembled(_dossier(forms, budget, year), forms, unplaced)


def read_source(path: Path) -> Document:
    """A source file as a document. Raises SourceError."""
    if path.is_dir():
        raise SourceError("这是一个文件夹，不是文件", "请选其中的一个文件导入。", path.name or str(path))
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        todo = f"请换成可以导入的文件：{'、'.join(READERS)}。"
        raise SourceError(f"不认识“{path.suffix or '无扩展名'}”这种文件", todo, path.name)
    try:
        if path.exists() and not path.is_file():
            raise SourceError("这不是普通文件", "请选一个文本文件导入。", path.name)
        if path.stat().st_size > MAX_SOURCE:
            raise SourceError("文件太大，不像是绩效目标表", "请只保留绩效目标表的部分，另存后再导入。", path.name)
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError("找不到这个文件", "请检查文件名和所在的文件夹。", path.name) from None
    except OSError as problem:
        raise SourceError(
            f"打不开（{problem.strerror}）", "请检查它是不是文件、是否有权限、是否被别的程序占用。", path.name
        ) from problem
    return reader(data, path.name)


def _dossier(forms: list[Recognised], budget: Budget, year: int | None) -> Dossier:
    years = Counter(one.year for one in forms if one.year)
    chosen = year or (years.most_common(1)[0][0] if years else max(one.template.year for one in forms))
    unit = _unit(forms)
    for one in forms:
        if one.form.unit_name == unit.name:
            one.form.unit_name = ""
    return Dossier(year=chosen, unit=unit, budget=budget, forms=[one.form for one in forms])


def _unit(forms: list[Recognised]) -> Unit:
    """The unit as the department form names it, else as most forms do."""
    names = Counter(one.form.unit_name for one in forms if one.form.unit_name)
    department = next((one.form for one in forms if isinstance(one.form, DepartmentForm) and one.form.unit_name), None)
    name = department.unit_name if department else (names.most_common(1)[0][0] if names else "")
    fillers = next((one.form for one in forms if one.form.filler), None)
    return Unit(
        name=name,
        code=next((one.form.unit_code for one in forms if one.form.unit_code), ""),
        region=next((one.template.region for one in forms if one.template.region != NATIONAL), ""),
        filler=fillers.filler if fillers else "",
        phone=fillers.phone if fillers else "",
    )
