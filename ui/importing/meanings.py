"""What a person can say that a column, a row or a cell is: the meanings of corrections, with their words."""

from __future__ import annotations

from importers.corrections import LEVELS
from importers.placed import HEAD, SET_ASIDE
from importers.words.heads_and_labels import KINDS, FormKind
from models.fields import field_word
from models.goals import Indicator
from models.paths import FORMS, field_kind
from models.values import FundingSource

Meanings = dict[str, str]
"""Meaning of a correction → its words."""

_LEVEL_WORDS = dict(zip(LEVELS, ("一级指标", "二级指标", "三级指标"), strict=True))
_PART_WORDS = {
    "indicator.target.comparison": "指标值的符号",
    "indicator.target.number": "指标值的数字",
    "indicator.target.unit": "度量单位",
    "indicator.history.year-1": "上年的指标值",
    "indicator.history.year-2": "前年的指标值",
}
_NOTHING: Meanings = {SET_ASIDE: "不要"}
_GOALS: Meanings = {"annual_goal.statement": "年度目标", "long_goal.statement": "长期目标"}
_TEXTS = ("description", "scoring", "evidence", "classification", "nature", "remark")
_OF_INDICATOR: Meanings = {
    **_LEVEL_WORDS,
    **{f"indicator.{field}": field_word(Indicator, field) for field in ("target", "weight", "basis", *_TEXTS)},
    **_PART_WORDS,
}
COLUMNS: Meanings = {
    **_OF_INDICATOR,
    "goal.statement": "绩效目标",
    "form.name": "项目名称（一行一个项目的表）",
    **_NOTHING,
}
ROWS: Meanings = {HEAD: "指标的表头", **_LEVEL_WORDS, **_NOTHING}
INDICATOR_CELLS: Meanings = _OF_INDICATOR
_NO_CELLS = frozenset({"template", "kind"})
_FUNDS = {"project": ("funding", "total_funding"), "department": ("income",)}


def field_cells(kind: FormKind) -> Meanings:
    """The fields of a form that a cell can be."""
    model = FORMS[kind]
    own = {name: field_word(model, name) for name in model.model_fields if name not in _NO_CELLS}
    return {name: word for name, word in own.items() if field_kind(model, name)} | _GOALS | _NOTHING


def money_cells(kind: FormKind) -> Meanings:
    """The sources of a form's money that a cell can be."""
    ends = {"income": ".amount"}
    paths = [f"{name}.{source}{ends.get(name, '')}" for name in _FUNDS[kind] for source in FundingSource]
    return {path: field_word(FORMS[kind], path) for path in paths}


def words_of(meaning: str) -> str:
    """A meaning in words, whatever it speaks of."""
    tables = [ROWS, COLUMNS, *(table(kind) for kind in KINDS for table in (field_cells, money_cells))]
    return next((table[meaning] for table in tables if meaning in table), meaning)
