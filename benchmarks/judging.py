"""How long the rules take, beside one Python loop that parses every target once."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import unwrap
from statistics import median

from benchmarks.forms import YEAR, dossier, project, templates
from benchmarks.measured import Result, Rounds, beside, spent
from models.dossier import Dossier, Unit
from models.edits import Editor, SetValue
from models.python import forget
from models.rules.engine import Checker, check
from models.target import _parse


def results(rounds: Rounds) -> Iterator[Result]:
    """Every measurement, one after the other."""
    many, few = dossier(200, 50), dossier(20, 50, 300)
    yield beside(
        "审核 10,000 个互不相同的指标 ÷ 把每个指标值解析一遍的循环",
        lambda: _checked(many),
        lambda: _parse_all(many),
        "≤ 8",
        rounds.of(5),
    )
    yield beside(
        "审核 200 张表共 10,000 个指标 ÷ 20 张表共 1,000 个",
        lambda: _checked(many),
        lambda: _checked(few),
        "≈ 10",
        rounds.of(5),
    )
    yield _one_form(rounds)
    for forms, goal in ((20, "≤ 5 ms"), (200, "≤ 30 ms")):
        yield _after_one_edit(forms, 50, goal, rounds.of(40))


def _one_form(rounds: Rounds) -> Result:
    large, small = _single(10_000, 1), _single(1_000, 20)
    return beside(
        "审核一张 10,000 个指标的表 ÷ 一张 1,000 个指标的表",
        lambda: _checked(large),
        lambda: _checked(small),
        "≤ 11",
        rounds.of(5),
    )


def _single(rows: int, number: int) -> Dossier:
    return Dossier(year=YEAR, unit=Unit(name="示例市河道管理中心"), forms=[project(rows, number)])


def _checked(whole: Dossier) -> None:
    """With nothing remembered of an earlier look at the same values."""
    forget()
    check(whole, templates())


def _parse_all(whole: Dossier) -> None:
    """Each target parsed anew: the cache is left aside."""
    parse = unwrap(_parse)
    for indicator in whole.indicators():
        parse(indicator.target.text)


def _after_one_edit(forms: int, rows: int, goal: str, edits: int) -> Result:
    """Until the findings are up to date after one edit of a name."""
    editor = Editor(dossier(forms, rows))
    checker = Checker(templates())
    checker.report(editor.dossier, editor.revision_of)
    indicators = list(editor.dossier.indicators())
    times = []
    for number in range(edits):
        target = indicators[number * len(indicators) // edits]

        def edit(path: str = f"{target.id}.name", name: str = f"沿岸排口排查处数{number}") -> None:
            editor.apply(SetValue(path, name))
            checker.report(editor.dossier, editor.revision_of)

        times.append(spent(edit).wall)
    what = f"{forms * rows:,} 个指标，改一处之后审核发现更新"
    return Result(what, median(times), goal, low=min(times), high=max(times), samples=edits)
