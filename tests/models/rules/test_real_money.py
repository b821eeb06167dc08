"""The real forms again, for the rules W, B, X and H: what a person found is found, what agrees is left in peace.

The second half spoils a real form in one place and expects to hear of it there.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest

from importers.assemble import assemble
from models.dossier import Dossier
from models.forms import DepartmentForm, ProjectForm
from models.goals import Indicator
from models.rules.engine import check
from models.rules.finding import Finding
from models.target import Target
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate

PROJECT = Path(__file__).resolve().parents[3]
FILES = ("ezhou-2026", "jianghan-2024", "julu", "korla-2023", "lukou-2026")
DEFECTS: dict[str, list[tuple[str, str, str]]] = {
    "ezhou-2026": [
        ("B002", "warning", "2024"),
        ("B002", "warning", "2025"),
        ("B008", "warning", "131.5"),
        *(("X004", "warning", "一字不差"),) * 4,
        ("X008", "warning", "不发生重大影响的恶性事件"),
        ("B022", "warning", "应为 9.36%"),
        ("B022", "warning", "增加9.6%。”：按文字算"),
        ("B022", "warning", "本年收入512.06万元"),
        ("B022", "warning", "142.00"),
        ("B022", "warning", "比减少"),
        ("B025", "warning", "基本支出写 380.56"),
        ("B025", "warning", "项目支出写 131.50"),
        ("X011", "warning", "有 3 句与“信访专项”相同"),
    ],
    "jianghan-2024": [
        ("H005", "warning", "3 + 35.71 + 49 = 87.71"),
        ("X001", "error", "网上信访占比”这里是“≥50%”，“部门整体绩效目标申报表”另一处是“≥70%”"),
        ("X001", "warning", "区党政主要领导包案化解数"),
        ("X002", "warning", "临时工作人员经费"),
        ("X003", "warning", "≥80%"),
        ("X006", "error", "2010308"),
        ("X006", "error", "2010308"),
        ("X009", "warning", "信息"),
        ("X001", "warning", "重点信访案件均结案"),
        ("X002", "warning", "信访事项受理及时率"),
        ("X002", "warning", "这里写“信访事项按期办理率”，部门整体表写"),
        ("X002", "warning", "接访劝返及时性"),
        ("X012", "warning", "2022 年"),
        ("X012", "warning", "2023 年"),
    ],
    "julu": [
        ("B015", "warning", "财政投入水平"),
        ("X005", "warning", "≥200批次"),
        ("X010", "warning", "200.00 和 90.00"),
        ("B027", "warning", "人均财政投入水平"),
    ],
    "korla-2023": [("H001", "warning", "应急劝返及时率"), *(("H006", "warning", "都是 0"),) * 2],
    "lukou-2026": [("X008", "warning", "到京非访零登记"), ("X008", "warning", "七个坚决不发生")],
}


@lru_cache
def templates() -> dict[str, FormTemplate]:
    found, problems = load_templates([PROJECT / "resources" / "templates"])
    assert not problems
    return found


@lru_cache
def _read(source: Path) -> Dossier:
    return assemble([source], templates()).dossier


def dossier(folder: Path, name: str) -> Dossier:
    """A copy of the real dossier, to be spoilt."""
    return _read(folder / f"{name}.txt").model_copy(deep=True)


def money_findings(whole: Dossier) -> list[Finding]:
    return [one for one in check(whole, templates()) if one.code[0] in "WBXH"]


@pytest.mark.parametrize("name", FILES)
def test_exactly_the_defects_are_found(shared_forms: Path, name: str) -> None:
    left = [one for one in money_findings(dossier(shared_forms, name)) if one.severity != "info"]
    told: list[Finding] = []
    for code, severity, words in DEFECTS[name]:
        hits = [one for one in left if (one.code, one.severity) == (code, severity) and words in one.message]
        hit = next((one for one in hits if one not in told), next(iter(hits), None))
        assert hit is not None, f"{code} {words} is not found"
        told.append(hit)  # one finding may tell of several places
    unlooked = [(one.code, one.message) for one in left if one not in told]
    assert not unlooked, unlooked


@pytest.mark.parametrize("name", FILES)
def test_hints_are_few(shared_forms: Path, name: str) -> None:
    whole = dossier(shared_forms, name)
    assert sum(one.severity == "info" for one in money_findings(whole)) <= len(whole.forms)


def test_nothing_is_said_of_weights_anywhere(shared_forms: Path) -> None:
    for name in FILES:
        assert not [one for one in money_findings(dossier(shared_forms, name)) if one.code[0] == "W"], name


# --- one place spoilt ---


def department(whole: Dossier) -> DepartmentForm:
    return next(form for form in whole.forms if isinstance(form, DepartmentForm))


def project(whole: Dossier, number: int) -> ProjectForm:
    return [form for form in whole.forms if isinstance(form, ProjectForm)][number]


def indicator(form: DepartmentForm | ProjectForm, name: str, period: str = "annual") -> Indicator:
    found = (one for goal in form.goals_of(period) for one in goal.indicators() if one.name == name)
    return next(found)


def _weight(whole: Dossier) -> None:
    indicator(project(whole, 0), "维护信访大楼面积").weight = Decimal(25)


def _no_weight(whole: Dossier) -> None:
    indicator(project(whole, 0), "维护信访大楼面积").weight = None


def _odd_weight(whole: Dossier) -> None:
    indicator(project(whole, 0), "维护信访大楼面积").weight = Decimal("20.005")


def _weights_of_80(whole: Dossier) -> None:
    indicator(project(whole, 1), "人员出勤率").weight = Decimal(16)


def _funding(whole: Dossier) -> None:
    project(whole, 0).funding["fiscal"] = Decimal(12)  # type: ignore[index]


def _cost_over(whole: Dossier) -> None:
    indicator(project(whole, 0), "其他办公费用").target = Target.parse("≤8万元")


def _cost_under(whole: Dossier) -> None:
    indicator(project(whole, 0), "其他办公费用").target = Target.parse("≤5万元")


def _one_cost_over(whole: Dossier) -> None:
    indicator(project(whole, 2), "驻乌人员差旅费").target = Target.parse("<=3万元")


def _yuan(whole: Dossier) -> None:
    project(whole, 0).funding["fiscal"] = Decimal(150000)  # type: ignore[index]


def _total(whole: Dossier) -> None:
    department(whole).amount = Decimal("835.16")


def _share(whole: Dossier) -> None:
    department(whole).expenditure["personnel"].share = Decimal("55.11")  # type: ignore[index]


def _kind(whole: Dossier) -> None:
    department(whole).expenditure["operation"].amount = Decimal("54.75")  # type: ignore[index]


def _earlier(whole: Dossier) -> None:
    department(whole).expenditure["specific"].history["2022"] = Decimal(185)  # type: ignore[index]


def _years(whole: Dossier) -> None:
    for line in department(whole).income.values():
        line.history = {str(int(year) - 1): amount for year, amount in line.history.items()}


def _costs(whole: Dossier) -> None:
    project(whole, 2).costs[1].own = Decimal("24.0")


def _costing(whole: Dossier) -> None:
    item = project(whole, 1).costs[0]
    item.basis = item.basis.replace("4888.33", "4988.33")


def _costing_amount(whole: Dossier) -> None:
    costs = project(whole, 1).costs
    costs[0].own, costs[1].own = Decimal("29.00"), Decimal("0.57")


def _change(whole: Dossier) -> None:
    form = project(whole, 1)
    form.budget_change = form.budget_change.replace("6.14", "8.14")


def _line(whole: Dossier) -> None:
    department(whole).projects[0].amount = Decimal("301.96")


def _no_form(whole: Dossier) -> None:
    whole.forms.remove(project(whole, 0))


def _whole_period(whole: Dossier) -> None:
    project(whole, 2).total_amount = Decimal(300)


def _statement(whole: Dossier) -> None:
    goal = department(whole).goals_of("annual")[0]
    goal.statement = goal.statement.replace("一次性办结率达到95%", "一次性办结率达到85%")


def _long_term(whole: Dossier) -> None:
    indicator(project(whole, 2), "网上信访占比", "long_term").target = Target.parse("≥30%")


def _last_year(whole: Dossier) -> None:
    indicator(project(whole, 2), "重点信访案件结案率").target = Target.parse("≥50%")


def _year(whole: Dossier) -> None:
    project(whole, 0).project_year = "2023"


def _unit(whole: Dossier) -> None:
    project(whole, 0).unit_name = "武汉市江汉区审计局"


def _basic(whole: Dossier) -> None:
    department(whole).expenditure["basic"].amount = Decimal("149.05")  # type: ignore[index]


def _lukou_project(whole: Dossier) -> None:
    project(whole, 0).amount = Decimal(50)


def _lukou_yuan(whole: Dossier) -> None:
    project(whole, 0).amount = Decimal(600000)


def _plan(whole: Dossier) -> None:
    project(whole, 0).spending_plan["10"] = Decimal(45)


def _plan_end(whole: Dossier) -> None:
    project(whole, 0).spending_plan["12"] = Decimal(95)


def _same_name(whole: Dossier) -> None:
    project(whole, 1).name = project(whole, 0).name


def _budgeted(whole: Dossier) -> None:
    whole.budget.projects[0].amount = Decimal("2.66")


SPOILT: list[tuple[str, Callable[[Dossier], None], str]] = [
    ("korla-2023", _weight, "W001"),
    ("korla-2023", _no_weight, "W002"),
    ("korla-2023", _odd_weight, "W005"),
    ("jianghan-2024", _weights_of_80, "W001"),
    ("korla-2023", _funding, "B001"),
    ("korla-2023", _cost_over, "B006"),
    ("korla-2023", _cost_under, "B006"),
    ("korla-2023", _one_cost_over, "B007"),
    ("korla-2023", _yuan, "B012"),
    ("jianghan-2024", _total, "B002"),
    ("jianghan-2024", _share, "B003"),
    ("jianghan-2024", _kind, "B002"),
    ("jianghan-2024", _earlier, "H003"),
    ("jianghan-2024", _years, "H002"),
    ("jianghan-2024", _costs, "B005"),
    ("jianghan-2024", _costing, "B013"),
    ("jianghan-2024", _costing_amount, "B019"),
    ("jianghan-2024", _change, "B014"),
    ("jianghan-2024", _line, "B009"),
    ("jianghan-2024", _no_form, "B009"),
    ("jianghan-2024", _whole_period, "B011"),
    ("jianghan-2024", _statement, "X001"),
    ("jianghan-2024", _long_term, "X004"),
    ("jianghan-2024", _last_year, "H001"),
    ("jianghan-2024", _year, "X007"),
    ("jianghan-2024", _unit, "X007"),
    ("jianghan-2024", _budgeted, "B018"),
    ("lukou-2026", _basic, "B004"),
    ("lukou-2026", _lukou_project, "B008"),
    ("lukou-2026", _lukou_yuan, "B012"),
    ("julu", _plan, "B010"),
    ("julu", _plan_end, "B010"),
    ("julu", _same_name, "X006"),
]


@pytest.mark.parametrize(("name", "spoil", "code"), SPOILT, ids=lambda part: getattr(part, "__name__", str(part)))
def test_one_fault_more_is_one_finding_more(
    shared_forms: Path, name: str, spoil: Callable[[Dossier], None], code: str
) -> None:
    before = {one.key for one in money_findings(dossier(shared_forms, name))}
    whole = dossier(shared_forms, name)
    spoil(whole)
    new = [one for one in money_findings(whole) if one.key not in before]
    assert code in {one.code for one in new}, [(one.code, one.message) for one in new]
