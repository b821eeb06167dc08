"""How long the rules take, beside one Python loop that parses every target once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from benchmarks.forms import YEAR, project, templates
from benchmarks.measure import Result, beside
from models.dossier import Dossier, Unit
from models.edits import Editor, SetValue
from models.rules.engine import Checker, check
from models.target import _parse


def results() -> Iterator[Result]:
    """Every measurement, one after the other."""
    many, few = dossier(200, 50), dossier(20, 50)
    yield beside(
        "10,000 个指标全部审核 ÷ 把每个指标值解析一遍的循环",
        lambda: check(many, templates()),
        lambda: _parse_all(many),
        "≤ 10",
        rounds=5,
    )
    yield beside(
        "审核 10,000 个指标 ÷ 审核 1,000 个指标",
        lambda: check(many, templates()),
        lambda: check(few, templates()),
        "≈ 10",
        rounds=5,
    )


def dossier(forms: int, rows: int) -> Dossier:
    """So many project forms of so many indicators each."""
    made = []
    for number in range(forms):
        form = project(rows)
        form.name = f"{form.name}（第{number + 1}标段）"
        made.append(form)
    return Dossier(year=YEAR, unit=Unit(name="示例市河道管理中心"), forms=list(made))


def _parse_all(whole: Dossier) -> None:
    """Each target parsed anew: the cache is left aside."""
    for indicator in whole.indicators():
        _parse.__wrapped__(indicator.target.text)


def after_one_edit(forms: int, rows: int, edits: int = 40) -> float:
    """Median seconds until the findings are up to date after one edit of a name."""
    editor = Editor(dossier(forms, rows))
    checker = Checker(templates())
    checker.report(editor.dossier, editor.revision_of)
    indicators = list(editor.dossier.indicators())
    spent = []
    for number in range(edits):
        target = indicators[number * len(indicators) // edits]
        start = time.perf_counter()
        editor.apply(SetValue(f"{target.id}.name", f"沿岸排口排查处数{number}"))
        checker.report(editor.dossier, editor.revision_of)
        spent.append(time.perf_counter() - start)
    return median(spent)
