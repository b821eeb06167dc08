"""Fields that only one template has: what stands in them is of the type that the template says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from models.forms import OwnRow
from models.paths import read
from models.python import regex
from models.rules import examples as ex
from models.rules.finding import Remark
from models.rules.registry import also, rule
from models.rules.view import FormView, Row
from models.rules.wording.written_days import no_such_day
from models.templates.asked import TICKS, FieldRule
from models.values import read_decimal

_DAY = r"(?:\s*\d{1,2}月(?:\s*\d{1,2}日)?)?"
_DATE = regex(rf"(?:19|20)\d\d(?:年{_DAY}|(?:[-/.]\d{{1,2}}){{1,2}})[前底初止]?")
_OWN = "extra."


def _fault(text: str, asked: FieldRule) -> str:
    """Why a text is not what the template asks for; empty where it is."""
    if asked.type in ("money", "number"):
        with suppress(ValueError):
            read_decimal(text)
            return ""
        return f"“{text}”不是数字；请写数字"
    if asked.type == "date" and not _DATE.fullmatch(text.strip()):
        return f"“{text}”不是日期；请写成 2026-01-31 或 2026年1月31日"
    if asked.type == "date" and (wrong := no_such_day(text)):
        return f"没有“{wrong}”这个日期；请更正"
    chosen = text.split(TICKS) if asked.type == "ticks" else [text]
    other = next((one for one in chosen if asked.type in ("choice", "ticks") and one not in asked.choices), "")
    return f"“{other}”不在可选的词里；可选：{TICKS.join(asked.choices)}" if other else ""


def _faults(view: FormView, scope: str, part: Any) -> Iterator[Remark]:
    for _, field, asked in view.asked(scope):
        text = str(read(part, field) or "").strip() if field.startswith(_OWN) else ""
        if text and (fault := _fault(text, asked)):
            yield Remark(f"{part.id}.{field}", fault)


@rule(
    "C014",
    title="自设栏目填得不合规定",
    severity="error",
    why="版式规定这一栏是数字、日期或几个词里的一个，填了别的，汇总和导入系统时会出错。",
    basis="填报实务：各地版式自设的栏目由版式规定填法",
    good=ex.project(extra={"完成日期": "2026-12-31"}),
    bad=ex.built(
        "版式规定“完成日期”是日期，填了“年底争取”",
        lambda: ex.good_dossier(ex.good_project(extra={"完成日期": "年底争取"})),
        template={"fields": {"extra.完成日期": {"type": "date"}}},
    ),
)
def own_field(view: FormView) -> Iterator[Remark]:
    """A field of the form, or an entry of a list, that only this template has."""
    yield from _faults(view, "form", view.form)
    for entry in view.form.own_rows:
        yield from _faults(view, "item", entry)
        yield from _blanks(view, entry)


def _blanks(view: FormView, entry: OwnRow) -> Iterator[Remark]:
    """What the template wants in every entry."""
    for _, field, asked in view.asked("item"):
        if asked.required and any(entry.extra.values()) and not str(read(entry, field) or "").strip():
            yield Remark(f"{entry.id}.{field}", "本版式规定必填，现在空白；请填写")


@also("C014")
def own_column(row: Row) -> Iterator[Remark]:
    """A column of the indicators that only this template has."""
    yield from _faults(row.form, "indicator", row.indicator)
