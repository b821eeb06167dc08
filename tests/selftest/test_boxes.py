"""Boxes to tick come back from every way out, however they are drawn and however many rows of a list are blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from exporters.batch import write_all
from exporters.export import ExportPlan
from exporters.formats import FORMATS
from exporters.layout import layout_many
from importers.readers.any_file import read_file
from importers.readers.text import parse_text
from importers.recognise import recognise
from models.dossier import Dossier
from models.forms import AnyForm, OwnRow, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.table import Document
from models.target import Target
from models.templates.template import FormTemplate
from tests.printable import YEAR, table_to_tsv

DRAWN = {
    "in two cells": (
        "| 保障计划 | 保障种类 | < | < | 方式 | < |",
        "| ^ | 人员{item.extra.保障=人员} 经费{item.extra.保障=经费} | < | < "
        "| 自行{item.extra.方式=自行} 委托{item.extra.方式=委托} | < |",
    ),
    "a column each": (
        "| 保障计划 | 人员 | 经费 | < | 自行 | 委托 |",
        "| ^ | {item.extra.保障=人员} | {item.extra.保障=经费} | < | {item.extra.方式=自行} | {item.extra.方式=委托} |",
    ),
}
_FIELDS = """
| 项目名称 | {name} | < | < | < | < |
| 保障措施 | 人员 | 制度 | 硬件 | < | < |
| ^ | {extra.措施=人员} | {extra.措施=制度} | {extra.措施=硬件} | < | < |
"""
_HEAD = "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 人员 | 经费 |"
_LEVELS = "| {dimension.name} | {category.name} | {indicator.name} | {indicator.target} |"
_ROW = f"{_LEVELS} {{indicator.extra.依托=人员}} | {{indicator.extra.依托=经费}} |"
ENTRIES: tuple[dict[str, str], ...] = (
    {},
    {"保障": "人员"},
    {"保障": "经费", "方式": "委托"},
    {"保障": "人员、经费", "方式": "自行"},
)


def _template(ticks: str, drawn: str, least: int) -> FormTemplate:
    head, row = DRAWN[drawn]
    return FormTemplate.model_validate(
        {
            "id": "boxes",
            "name": "示例项目支出绩效目标申报表",
            "kind": "project",
            "region": "示例市",
            "year": YEAR,
            "ticks": ticks,
            "columns": [24] * 6,
            "goals": {"annual": {"label": "年度目标", "most": 1}},
            "fields": {
                "item.extra.保障": {"type": "ticks", "choices": ["人员", "经费"]},
                "item.extra.方式": {"type": "choice", "choices": ["自行", "委托"]},
                "extra.措施": {"type": "ticks", "choices": ["人员", "制度", "硬件"]},
                "indicator.extra.依托": {"type": "ticks", "choices": ["人员", "经费"]},
            },
            "block": [
                {"kind": "title", "text": "{year}年示例项目支出绩效目标申报表"},
                {"kind": "fields", "rows": _FIELDS},
                {"kind": "list", "of": "extra.保障计划", "head": head, "row": row, "least": least},
                {"kind": "indicators", "head": _HEAD, "row": _ROW},
            ],
        }
    )


def _form(entries: Sequence[Mapping[str, str]]) -> ProjectForm:
    ticked = [entry.get("保障", "") for entry in entries]
    rows = [
        Indicator(name=f"{word}处巡查", target=Target.parse("≥3次"), extra={"依托": one} if one else {})
        for word, one in zip("甲乙丙", ticked, strict=True)
    ]
    level = Dimension(name="产出指标", categories=[Category(name="数量指标", indicators=rows)])
    form = ProjectForm(template="boxes", name="江堤养护", goals=[Goal(label="年度目标", dimensions=[level])])
    form.own_rows = [OwnRow(of="保障计划", extra=dict(entry)) for entry in entries]
    form.extra = {"措施": "人员、硬件"}
    return form


def _said(document: Document, template: FormTemplate) -> Any:
    ((found, *none), unplaced) = recognise(document, {template.id: template}, template_id=template.id, year=YEAR)
    assert not none
    assert not unplaced
    return _ticked(found.form)


def _ticked(form: AnyForm) -> Any:
    indicators = [one for level in form.goals[0].dimensions[0].categories for one in level.indicators]
    listed = [said for row in form.own_rows if (said := {key: text for key, text in row.extra.items() if text})]
    return form.extra, listed, [one.extra.get("依托", "") for one in indicators]


@pytest.mark.parametrize("ticks", ["√", "√□", "☑□", "■□"])
@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize("least", [1, 4])
def test_whatever_is_ticked_comes_back(ticks: str, drawn: str, least: int, tmp_path: Path) -> None:
    """Also of fields and indicators; rows of a list on which nothing is ticked are blank ones."""
    template = _template(ticks, drawn, least)
    for entries in product(ENTRIES, repeat=2):
        form = _form(({}, *entries))
        table = layout_many([form], template, YEAR)
        for document in ((table,), parse_text(table_to_tsv(table))):
            assert _said(document, template) == _ticked(form)
    form = _form((ENTRIES[0], ENTRIES[0], ENTRIES[3]))
    outcome = write_all(Dossier(year=YEAR, forms=[form]), {template.id: template}, ExportPlan(tmp_path, tuple(FORMATS)))
    assert len(outcome.written) == len(FORMATS)
    for written in outcome.written:
        assert _said(read_file(written.path).document, template) == _ticked(form), written.path.suffix
