"""What a template prints nowhere is in sight all the same: nothing is in a dossier that a clerk cannot see."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit

from models.dossier import Dossier, Unit
from models.edits import SetValue
from models.fields import single_values, value_fields
from models.forms import DepartmentForm, Measure, OwnRow, ProjectForm, ProjectLine, Task
from models.goals import Category, Dimension, Goal, Indicator
from models.paths import nodes
from models.values import ExpenditureKind, FundingSource, MoneyLine
from tests.trials.seen import unseen
from tests.ui.conftest import every, field, settle
from ui.form.unprinted import UnprintedFields
from ui.indicators.tree import IndicatorTree
from ui.window.window import MainWindow

FULL = Indicator(
    id="i",
    name="巡护",
    remark="含支渠",
    basis="历史标准",
    description="河段数",
    scoring="按比例",
    evidence="台账",
    classification="核心",
    nature="quantitative",
    weight=Decimal(7),
    history={"2019": "38万页"},
    extra={"方向性": "正向"},
)


def goal(name: str, indicator: Indicator) -> Goal:
    levels = [Dimension(id=f"d{name}", name="产出指标", categories=[Category(id=f"c{name}", indicators=[indicator])])]
    return Goal(id=name, statement="通畅", summary="全线通畅", weight=Decimal(40), dimensions=levels)


def full() -> Dossier:
    """Everything that a form may hold, in templates that print little of it."""
    project = ProjectForm(
        id="p",
        template="national-project-2021",
        **{name: f"{name}写的" for name in ("name", "code", "plan", "basis", "frequency", "last_evaluation", "date")},
        total_amount=Decimal("31.5"),
        total_funding={FundingSource.SUPERIOR: Decimal("3.7")},
        spending_plan={"3": Decimal(25)},
        extra={"备注栏": "另行安排"},
        own_rows=[OwnRow(of="进度", extra={"时间": "三月"})],
        goals=[goal("g", FULL)],
    )
    line = MoneyLine(amount=Decimal("8.8"), share=Decimal(44), history={"2018": Decimal("9.1")})
    department = DepartmentForm(
        id="q",
        template="national-department-2021",
        annual_work="养护道路",
        long_term_until="2030",
        expenditure={ExpenditureKind.BASIC: line},
        tasks=[Task(id="t", name="道路", content="清扫", amount=Decimal("5.5"), fiscal=Decimal("4.5"))],
        projects=[ProjectLine(id="l", name="江堤", category="运转类", total=Decimal("12.5"), use="养护")],
        measures=[Measure(id="m", title="组织", text="专人负责")],
    )
    return Dossier(year=2026, unit=Unit(name="示例局", filler="林茂"), forms=[project, department])


def test_every_value_of_a_form_is_seen_whatever_its_template_prints(window: MainWindow) -> None:
    dossier = full()
    values = [(node, single_values(node, value_fields(type(node)))) for node in nodes(dossier)]
    paths = [f"{node.id}.{path}" for node, its in values for path, _ in its if path not in ("template", "period", "of")]
    assert unseen(window, dossier, [path for path in paths if path != "p.name"]) == []


def test_a_value_that_is_not_printed_can_be_changed_and_undone(window: MainWindow) -> None:
    window.files.create(full())
    window.show_page("q")
    line = field(window, "q.long_term_until")
    assert isinstance(line, QLineEdit)
    assert window.session is not None
    window.session.apply(SetValue("q.long_term_until", "2031"))
    assert line.text() == "2031"
    window.actions_by_id["undo"].trigger()
    assert line.text() == "2030"


def test_who_signs_for_the_unit_is_no_news_on_a_form_that_does_not_print_it(window: MainWindow) -> None:
    project = ProjectForm(id="p", template="national-project-2021", name="江堤", filler="林茂")
    window.files.create(Dossier(year=2026, unit=Unit(name="示例局", filler="林茂"), forms=[project]))
    settle()
    assert not any(one.isVisibleTo(window) for one in every(window, UnprintedFields))


def test_what_comes_in_later_gets_a_column_and_a_field(window: MainWindow) -> None:
    project = ProjectForm(id="p", template="national-project-2021", name="江堤", goals=[goal("g", Indicator(id="i"))])
    window.files.create(Dossier(year=2026, forms=[project]))
    settle()
    (tree,) = every(window, IndicatorTree)
    heads = [tree.model().headerData(number, tree.header().orientation()) for number in range(tree.header().count())]
    assert window.session is not None
    window.session.apply(SetValue("i.history", {"2024": "38万页"}))
    window.session.apply(SetValue("p.plan", "三月动工"))
    model = tree.model()
    fresh = [model.headerData(number, tree.header().orientation()) for number in range(tree.header().count())]
    assert fresh[: len(heads)] == heads
    assert [head for head in fresh if head not in heads] == ["以前年度指标值·2024年"]
    assert field(window, "p.plan").isVisibleTo(window)


def test_a_choice_that_has_no_box_is_told_beside_the_boxes(window: MainWindow) -> None:
    project = ProjectForm(id="p", template="jianghan-project-2024", name="江堤", frequency="每两年一次")
    window.files.create(Dossier(year=2026, forms=[project]))
    settle()
    assert unseen(window, window.session.dossier if window.session else Dossier(year=2026), ["p.frequency"]) == []
