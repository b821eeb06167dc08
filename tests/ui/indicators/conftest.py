"""A session with a project form of 库尔勒 and its tree, as the form page would show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.dossier import Dossier
from models.forms import DepartmentForm, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator, Period
from models.sheets import Sheet
from models.target import Target
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from ui.ground.settings import Settings
from ui.ground.theme import apply_theme, interface_font, load_fonts
from ui.indicators.panel import IndicatorPanel
from ui.session.session import Session

KORLA = "korla-project-2023"
ROWS = (
    ("产出指标", "数量指标", "赴省进京专班", "≥120人次", "10"),
    ("产出指标", "数量指标", "接待来访群众", "≥2000人次", "10"),
    ("产出指标", "质量指标", "信访事项办结率", "≥95%", "20"),
    ("成本指标", "经济成本指标", "人均成本", "≤1000元/人", "15"),
    ("效益指标", "社会效益指标", "化解信访积案", "≥30件", "20"),
    ("满意度指标", "服务对象满意度指标", "来访群众满意度", "≥90%", "10"),
)
Row = tuple[str, str, str, str, str]


def templates() -> dict[str, FormTemplate]:
    """The templates that come with the program."""
    return load_templates([Path(__file__).parents[3] / "resources" / "templates"])[0]


def goal_of(rows: tuple[Row, ...] = ROWS, period: Period = "annual", prefix: str = "") -> Goal:
    """A goal with these rows; ids tell the place (d1, c2, i3)."""
    goal = Goal(id=f"{prefix}g", period=period, label="项目总体目标")
    for number, (dimension, category, name, target, weight) in enumerate(rows, 1):
        indicator = Indicator(
            id=f"{prefix}i{number}", name=name, target=Target.parse(target), weight=Decimal(weight) if weight else None
        )
        _category(goal, dimension, category, prefix).indicators.append(indicator)
    return goal


def _category(goal: Goal, dimension: str, category: str, prefix: str) -> Category:
    own = next((one for one in goal.dimensions if one.name == dimension), None)
    if own is None:
        own = Dimension(id=f"{prefix}d{len(goal.dimensions) + 1}", name=dimension)
        goal.dimensions.append(own)
    found = next((one for one in own.categories if one.name == category), None)
    if found is None:
        count = sum(len(one.categories) for one in goal.dimensions)
        found = Category(id=f"{prefix}c{count + 1}", name=category)
        own.categories.append(found)
    return found


def dossier_of(*goals: Goal, template: str = KORLA) -> Dossier:
    """A dossier of one form with these goals."""
    known = templates()[template]
    kind = ProjectForm if known.kind == "project" else DepartmentForm
    return Dossier(year=2026, forms=[kind(id="f1", template=template, name="信访专项", goals=list(goals))])


@pytest.fixture(scope="session", autouse=True)
def fonts(qapp: QApplication) -> None:
    """A font that shows Chinese everywhere, and one style."""
    qapp.setStyle("Fusion")
    qapp.setFont(interface_font(load_fonts(), 10))
    apply_theme(qapp, "light")


@pytest.fixture
def make_session(tmp_path: Path) -> Iterator[Callable[[Dossier], Session]]:
    """Opens dossiers without a window; closes them at the end."""
    opened: list[Session] = []

    def make(dossier: Dossier) -> Session:
        session = Session(dossier, templates(), Settings(tmp_path / f"settings{len(opened)}.ini"))
        opened.append(session)
        return session

    yield make
    for session in opened:
        session.close()


@pytest.fixture
def make_panel(
    qtbot: QtBot, make_session: Callable[[Dossier], Session]
) -> Callable[[Dossier], tuple[Session, IndicatorPanel]]:
    """A shown panel over a dossier, its model watched."""

    def make(dossier: Dossier) -> tuple[Session, IndicatorPanel]:
        session = make_session(dossier)
        panel = IndicatorPanel(session, Sheet(dossier.forms[0].id))
        panel.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
            panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        qtbot.addWidget(panel)
        panel.resize(1100, 500)
        panel.show_goal(dossier.forms[0].goals[0].id if dossier.forms[0].goals else "")
        panel.show()
        qtbot.waitExposed(panel)
        panel.activateWindow()
        qtbot.waitUntil(panel.isActiveWindow)
        panel.tree.setFocus()
        return session, panel

    return make


@pytest.fixture
def korla(make_panel: Callable[[Dossier], tuple[Session, IndicatorPanel]]) -> tuple[Session, IndicatorPanel]:
    """The tree of a project form with six indicators."""
    return make_panel(dossier_of(goal_of()))
