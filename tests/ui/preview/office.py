"""A session with a filled form, and a hand for the tests: clicks and keys on real widgets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exporters.fonts import load_fonts
from models.dossier import Dossier, Unit
from models.folders import RESOURCES
from models.forms import AnyForm, CostItem, ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from models.sheets import Sheet
from models.target import Target
from models.templates.shelf import load_templates
from models.templates.template import FormTemplate
from ui.ground.settings import Settings
from ui.preview.panel import OfficialTable
from ui.session.session import Session

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
FONTS = load_fonts()
OPEN: list[Session] = []
KORLA, JIANGHAN, JULU = "korla-project-2023", "jianghan-project-2024", "julu-project-2024"


def indicators(count: int) -> list[Indicator]:
    return [
        Indicator(
            name=f"信访事项办理{number}",
            target=Target.parse("≥95%"),
            basis="历史标准",
            weight=Decimal(10),
            scoring="按照正常比例赋分",
            evidence="工作资料",
        )
        for number in range(count)
    ]


def project(template: str = KORLA, count: int = 3, name: str = "信访专项") -> ProjectForm:
    category = Category(name="数量指标", indicators=indicators(count))
    goal = Goal(statement="做好信访工作。", dimensions=[Dimension(name="产出指标", categories=[category])])
    return ProjectForm(template=template, name=name, amount=Decimal("126.50"), goals=[goal])


def session_of(folder: Path, *forms: AnyForm, template: FormTemplate | None = None) -> Session:
    """An open dossier of these forms; ``template`` stands in for the one of its id."""
    dossier = Dossier(year=2026, unit=Unit(name="示例市信访局"), forms=list(forms))
    own = {template.id: template} if template else {}
    session = Session(dossier, TEMPLATES | own, Settings(folder / "settings.ini"))
    OPEN.append(session)
    return session


@pytest.fixture(autouse=True)
def end_sessions() -> Iterator[None]:
    """Ends every session of a test before Python takes it apart."""
    yield
    while OPEN:
        OPEN.pop().close()


def rows_of(form: AnyForm) -> list[Indicator]:
    return list(form.indicators())


def costs_form() -> ProjectForm:
    form = project(JIANGHAN)
    form.costs.append(CostItem(content="差旅费", own=Decimal(3)))
    return form


class Hand:
    """What a person does at the table."""

    def __init__(self, qtbot: QtBot, session: Session, form: AnyForm) -> None:
        self.bot, self.session, self.form = qtbot, session, form
        self.table = OfficialTable(session, Sheet(form.id), fonts=FONTS)
        qtbot.addWidget(self.table)
        self.table.resize(1100, 760)
        self.table.show()
        qtbot.waitExposed(self.table)
        self.table.activateWindow()
        self.settle()

    @property
    def editor(self) -> QWidget:
        return self.table.caret.editor

    def settle(self) -> None:
        """Until the pages are those of the dossier."""
        self.bot.waitUntil(lambda: bool(self.table.canvas.pages) and not self.table._composer.busy, timeout=5000)

    def place(self, path: str) -> QPointF:
        """The middle of a value's cell in the viewport, scrolled to."""
        stop = self.table.caret.find(path)
        assert stop is not None, path
        number, box = next(self.table.canvas.boxes(*stop.anchor))
        self.table.canvas.reveal(number, box)
        return self.table.canvas.area(number, box).center()

    def click(self, path: str) -> None:
        QTest.mouseClick(self.table.canvas.viewport(), Qt.MouseButton.LeftButton, pos=self.place(path).toPoint())

    def double_click(self, path: str) -> None:
        viewport, place = self.table.canvas.viewport(), self.place(path).toPoint()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.editor, key, modifiers)

    def type(self, text: str) -> None:
        """Latin letters and figures by keys."""
        QTest.keyClicks(self.editor, text)

    def compose(self, preedit: str) -> None:
        """What an input method shows while it composes."""
        QCoreApplication.sendEvent(self.editor, QInputMethodEvent(preedit, []))

    def commit(self, text: str) -> None:
        """What an input method puts in."""
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QCoreApplication.sendEvent(self.editor, event)

    @property
    def current(self) -> str:
        stop = self.table.caret.current
        return stop.slot.path if stop else ""

    def value(self, path: str) -> str:
        return str(self.session.value(path))
