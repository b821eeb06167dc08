"""X010, X011: projects that are copies of each other, word for word or but for a few characters."""

from __future__ import annotations

import pytest

from models.dossier import Dossier
from models.goals import Goal, Period
from models.rules import examples as ex
from models.rules.engine import check
from models.target import Target
from tests.models.rules.spoken import COPIES, places, project_with, templates

NAMES = ("举办安全培训场次", "安全培训合格率", "安全培训完成率", "安全培训成本", "受训企业数量", "企业满意度")
SAID = "全年举办安全培训12场，培训企业80家，培训考核合格率达到95%，企业满意度达到90%以上。"


def dossier(names: tuple[str, ...], said: str, first_target: str = "≥12场") -> Dossier:
    """Two projects: the first about 安全, the second as given."""
    forms = [ex.good_project(), ex.good_project("project-2", code="P-002", name="设备更新专项")]
    for form, own, statement in zip(forms, (NAMES, names), (SAID, said), strict=True):
        form.goals[0].statement = statement
        for row, name in zip(form.indicators(), own, strict=True):
            row.name = name
    next(iter(forms[1].indicators())).target = Target.parse(first_target)
    return ex.good_dossier(*forms)


def told(whole: Dossier) -> set[str]:
    return {one.code for one in check(whole, templates())} & COPIES


NEARLY = ("举办消防培训场次", "消防培训合格率", *NAMES[2:])
OTHERS = ("更换灯具处数", "灯具完好率", "更换及时率", "灯具成本", "受益商户数量", "商户满意度")


@pytest.mark.parametrize(
    ("names", "said", "target", "codes"),
    [
        (NAMES, SAID, "≥12场", {"X010", "X011"}),
        (NEARLY, SAID.replace("安全", "消防"), "≥12场", {"X010", "X011"}),
        (NEARLY, SAID.replace("安全", "消防").replace("12", "30"), "≥30场", set()),  # other numbers: a work of its own
        (OTHERS, "全年更换灯具12处，惠及商户80家，灯具完好率达到95%，商户满意度达到90%以上。", "≥12处", set()),
    ],
)
def test_projects_alike_but_for_a_word_are_told(
    names: tuple[str, ...], said: str, target: str, codes: set[str]
) -> None:
    assert told(dossier(names, said, target)) == codes


ROWS = [("举办讲座场次", "≥48场"), ("举办活动场次", "≥24场"), ("受益家庭户数", "≥500户"), ("参与人次", "≥900人次")]
RATES = [("活动完成率", "≥95%"), ("家庭满意度", "≥90%"), ("讲座到场率", "≥96%")]
OWN = [("发放手册册数", "≥300册"), ("走访户数", "≥70户"), ("结对家庭户数", "≥60户"), ("建成家长学校", "=2所")]


def two(first: list[tuple[str, str]], second: list[tuple[str, str]]) -> Dossier:
    """Two projects with these rows."""
    forms = (
        project_with("全年办好家庭教育。", *first),
        project_with("全年办好妇女之家。", *second),
    )
    forms[1].id, forms[1].code, forms[1].name = "project-2", "P-002", "设备更新专项"
    return ex.good_dossier(*forms)


@pytest.mark.parametrize(
    ("first", "second", "told_of"),
    [
        ([*ROWS, *RATES, *OWN], [*ROWS, *RATES], 7),
        ([*ROWS, *RATES, *OWN], [*ROWS, RATES[0], ("另一项", "≥1项")], 5),
        ([*ROWS, *RATES, *OWN], [*ROWS, ("另一项", "≥1项")], 0),  # four alike are too few
        ([*ROWS, *OWN], [*ROWS, *OWN[:1], *RATES], 0),  # five of eight
        ([*ROWS[:2], *RATES, *OWN], [*ROWS[:2], *RATES], 0),  # rates are alike in many projects
        ([*ROWS[:3], *RATES, *OWN], [*ROWS[:3], *RATES], 6),
        ([*ROWS, *RATES, *OWN], [(name, "≥1次") for name, _ in (*ROWS, *RATES)], 0),  # other values
    ],
)
def test_a_project_with_most_rows_of_another_is_told(
    first: list[tuple[str, str]], second: list[tuple[str, str]], told_of: int
) -> None:
    found = [one for one in check(two(first, second), templates()) if one.code == "X010"]
    assert [f"中有 {told_of} 个" in one.message for one in found] == [True] * bool(told_of)
    assert all(one.form == "project-2" and one.places for one in found)


@pytest.mark.parametrize(
    ("texts", "periods", "expected"),
    [
        (("全年举办安全业务培训十二场。", "全年举办安全业务培训十二场。"), ("annual", "annual"), 1),
        (("全年举办安全业务培训十二场。", "全年举办消防业务培训十二场。"), ("annual", "annual"), 0),
        (("做好培训。", "做好培训。"), ("annual", "annual"), 0),  # so short a text may be that of both
        (("全年举办安全业务培训十二场。", "全年举办安全业务培训十二场。"), ("long_term", "annual"), 0),  # X004
        (("", ""), ("annual", "annual"), 0),
    ],
)
def test_two_goals_of_a_form_say_something_of_their_own(
    texts: tuple[str, str], periods: tuple[Period, Period], expected: int
) -> None:
    goals = [
        Goal(id=f"g{n}", period=period, statement=text)
        for n, (text, period) in enumerate(zip(texts, periods, strict=True))
    ]
    found = places("X011", ex.good_project(goals=goals))
    assert found == [("g1.statement", "warning")] * expected
