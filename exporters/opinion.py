"""审核意见 as tables: per form its four headings graded, the findings under each, room to answer and to sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from models.dossier import Dossier
from models.rules.finding import SEVERITIES, Finding
from models.rules.fix_words import Find, finder, fix_words
from models.rules.review import Judged, Standard, review
from models.table import Band, Cell, PageSetup, Role, Table

TITLE = "绩效目标审核意见"
_WIDTHS = (10.0, 14.0, 16.0, 72.0, 40.0, 28.0)
_HEADS = ("序号", "级别", "编号", "位置和问题", "怎样改", "单位答复")
_NUMBERS = "一二三四五六七八九十"
_SIGN = (
    "审核人（签字）：　　　　　　　　　审核日期：　　　　年　　月　　日",
    "填报单位答复人（签字）：　　　　　答复日期：　　　　年　　月　　日",
)
_WHOLE = "整份套表"
_STEP, _LEVELS = " · ", 3


def opinions(dossier: Dossier, findings: Sequence[Finding], by: Standard) -> list[Table]:
    """One table a form, and one for what lies in no form, where there is something."""
    find = finder(dossier)
    names = {form.id: form.spoken_name for form in dossier.forms}
    if any(finding.form not in names for finding in findings):
        names[""] = _WHOLE
    return [_opinion(dossier, name, _of(findings, key, names), by, find) for key, name in names.items()]


def _of(findings: Iterable[Finding], form: str, names: dict[str, str]) -> list[Finding]:
    return [one for one in findings if (one.form if one.form in names else "") == form]


def _opinion(dossier: Dossier, name: str, findings: Sequence[Finding], by: Standard, find: Find) -> Table:
    page = _Page()
    judged = review(findings, by)
    page.line(TITLE, Role.TITLE)
    page.line(f"单位：{dossier.unit.name or '　　　　'}　　　　年度：{dossier.year} 年", Role.CAPTION)
    page.row([(2, "审核对象", Role.LABEL), (4, name, Role.TEXT)])
    page.row([(2, "结论", Role.LABEL), (4, _conclusion(findings), Role.TEXT)])
    page.row(
        [(2, "等级", Role.LABEL), (4, "　　".join(f"{one.heading.name}：{one.grade}" for one in judged), Role.TEXT)]
    )
    for number, one in enumerate(judged):
        _add_heading(page, _NUMBERS[number % len(_NUMBERS)], one, find)
    page.line("评级办法：" + "；".join(f"{grade.name}：{grade.words}" for grade in by.grade), Role.NOTE)
    for line in _SIGN:
        page.line(line, Role.SIGNATURE)
    return page.table(f"审核意见 {name}")


def _conclusion(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    told = "、".join(f"{word} {counts[severity]} 条" for severity, word in SEVERITIES.items() if counts[severity])
    if counts["error"]:
        return f"退回修改：{told}"
    return f"修改后报送：{told}" if counts["warning"] else f"可以报送{f'：{told}' if told else '，没有发现问题'}"


def _add_heading(page: _Page, number: str, one: Judged, find: Find) -> None:
    page.row([(6, f"{number}、{one.heading.name}（{one.grade}）——{one.heading.about}", Role.LEVEL)])
    if not one.findings:
        page.row([(6, "没有发现问题", Role.TEXT)])
        return
    start = page.count
    page.row([(1, word, Role.HEADER) for word in _HEADS])
    for place, finding in enumerate(one.findings, 1):
        page.row(_finding(place, finding, find))
    page.bands.append(Band(start, start + 1, start + 1, page.count))


def _finding(place: int, finding: Finding, find: Find) -> list[tuple[int, str, Role]]:
    problem, advice = _problem_and_advice(finding.message)
    change = fix_words(finding.fix, find) or advice
    told = _spots_and_cause(finding) or problem or finding.message
    texts = (str(place), SEVERITIES[finding.severity], finding.code, told, change, "")
    roles = (Role.VALUE, Role.VALUE, Role.VALUE, Role.TEXT, Role.TEXT, Role.TEXT)
    return [(1, text, role) for text, role in zip(texts, roles, strict=True)]


def _problem_and_advice(message: str) -> tuple[str, str]:
    """A finding's sentence parted: what is wrong, and from the first 请 on what to do."""
    problem, mark, advice = message.partition("；请")
    if mark:
        return problem, f"请{advice}"
    problem, _, advice = message.rpartition("；")
    return problem, advice


def _spots_and_cause(finding: Finding) -> str:
    """What is said once of many places: the cause, and under it the places, those of one level on one line."""
    spots = [spot.split(_STEP) for spot in finding.spot.split("；")]
    if len(spots) == 1 or not finding.cause:
        return ""
    if all(len(spot) > _LEVELS for spot in spots) and len({spot[-1] for spot in spots}) == 1:
        spots = [spot[:-1] for spot in spots]  # one column: the cause speaks of it
    lines: dict[str, list[str]] = {}
    for *above, name in spots:
        lines.setdefault(_STEP.join(above), []).append(name)
    cause = _problem_and_advice(finding.cause)[0] or finding.cause
    return "\n".join([f"{cause}：", *(f"{above}：{'、'.join(names)}" for above, names in lines.items())])


class _Page:
    """Rows put one under the other."""

    def __init__(self) -> None:
        self.count = 0
        self.cells: list[Cell] = []
        self.bands: list[Band] = []

    def line(self, text: str, role: Role) -> None:
        """One cell as wide as the table."""
        self.row([(len(_WIDTHS), text, role)])

    def row(self, cells: Iterable[tuple[int, str, Role]]) -> None:
        """Cells side by side: columns taken, text, role."""
        column = 0
        for span, text, role in cells:
            self.cells.append(Cell(self.count, column, text, 1, span, role))
            column += span
        self.count += 1

    def table(self, title: str) -> Table:
        """What was put there."""
        signed = (self.count - len(_SIGN), self.count)
        return Table(
            _WIDTHS, self.count, tuple(self.cells), title, tuple(self.bands), (signed,), PageSetup(font_size=9)
        )
