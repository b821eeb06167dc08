"""Ten indicators typed by hand take no more keys than in a spreadsheet: in the tree and in the official table alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.dossier import Unit
from models.forms import ProjectForm
from models.making import new_dossier
from models.templates.template import FormTemplate
from tests.ui.conftest import come_back, every, settle, wait_for
from tests.ui.keys import CONTROL, Key, focus, press, project_of, put, tree_of
from ui.indicators.tree import IndicatorTree
from ui.preview.cursor import TableCursor
from ui.preview.panel import OfficialTable
from ui.window.window import MainWindow

KORLA, LUKOU = "korla-project-2023", "lukou-project-2026"
Row = tuple[str, str, str, tuple[str, ...]]
VALUES = {KORLA: (">=12次", "计划标准", "", "9"), LUKOU: ("12", "次", ">=")}
COUNTS = (3, 2, 1, 1, 2, 1)
"""How many indicators stand under each of the first levels of a new form."""


def rows(project: ProjectForm) -> list[Row]:
    """The ten, with the values of the columns that are filled; an empty one is passed by."""
    levels = [(one.name, under.name) for goal in project.goals for one in goal.dimensions for under in one.categories]
    made: list[Row] = []
    for (dimension, category), count in zip(levels, COUNTS, strict=False):
        for _ in range(count):
            made.append((dimension, category, f"指标{'一二三四五六七八九十'[len(made)]}", VALUES[project.template]))
    assert len(made) == sum(COUNTS)
    return made


def keys_of_a_spreadsheet(table: Sequence[Row]) -> int:
    """Every sign, Tab to the next column, Enter to the next row; the names of levels only where they change."""
    count, above = 0, ("", "")
    for dimension, category, name, values in table:
        levels = [dimension] * (above[0] != dimension) + [category] * (above[1] != category)
        above = (dimension, category)
        cells = [*levels, name, *values]
        count += sum(map(len, cells)) + len(cells) - 1 + 1
    return count


@dataclass
class Counted:
    """Hands that count."""

    window: MainWindow
    keys: int = field(default=0)

    def press(self, *how: object) -> None:
        self.keys += 1
        press(self.window, *how)  # type: ignore[arg-type]

    def press_until(self, key: Qt.Key, reached: Callable[[], bool]) -> None:
        for _ in range(40):
            if reached():
                return
            self.press(key)
        raise AssertionError(f"that is not reached by this key: {focus()} {getattr(focus(), 'currentIndex', str)()}")

    def put(self, text: str) -> None:
        self.keys += len(text)
        if text:
            put(text)


def names_of(tree: IndicatorTree, *, above: bool = False) -> str:
    index = tree.currentIndex().siblingAtColumn(0)
    return str((index.parent() if above else index).data())


def at_name(caret: TableCursor) -> bool:
    return caret.current is not None and caret.current.slot.field == "indicator.name"


@pytest.fixture(params=[KORLA, LUKOU])
def project(
    window: MainWindow, templates: dict[str, FormTemplate], qtbot: QtBot, request: pytest.FixtureRequest
) -> ProjectForm:
    window.files.create(new_dossier(Unit(name="示例局"), 2026, [templates[request.param]]))
    come_back(window, qtbot)
    return project_of(window)


def assert_typed(project: ProjectForm, table: Sequence[Row]) -> None:
    found = [
        (dimension.name, category.name, one.name)
        for goal in project.goals
        for dimension in goal.dimensions
        for category in dimension.categories
        for one in category.indicators
        if not one.blank
    ]
    assert found == [row[:3] for row in table]
    written = [one for goal in project.goals for one in goal.indicators() if not one.blank]
    assert {one.target.text for one in written} == {"≥12次"}
    if project.template == KORLA:
        assert {str(one.weight) for one in written} == {"9"}
        assert {one.basis for one in written} == {"计划标准"}


def test_in_the_tree(window: MainWindow, project: ProjectForm) -> None:
    table = rows(project)
    tree = tree_of(window)
    settle()
    hands, at = Counted(window), ("", "")
    hands.press_until(Key.Key_Down, lambda: tree.currentIndex().data() == table[0][1])
    for dimension, category, name, values in table:
        if at not in {("", ""), (dimension, category)}:
            hands.press(Key.Key_Return)
            assert names_of(tree, above=True) == category
        at = (dimension, category)
        hands.press(Key.Key_Return, CONTROL)
        hands.put(name)
        for value in values:
            hands.press(Key.Key_Tab)
            hands.put(value)
    hands.press(Key.Key_Return)
    assert_typed(project, table)
    assert hands.keys <= keys_of_a_spreadsheet(table)


def at_first_name(window: MainWindow) -> TableCursor:
    """The keyboard is on the name of the first indicator in the official table."""
    press(window, Key.Key_4, CONTROL)
    (official,) = every(window, OfficialTable)
    wait_for(lambda: bool(official.canvas.pages))
    caret = official.caret
    caret.select(next(one for one in caret.cells.stops if one.slot.field == "indicator.name"))  # type: ignore[union-attr]
    official.take_focus()
    return caret


def test_in_the_official_table(window: MainWindow, project: ProjectForm) -> None:
    table = rows(project)
    caret = at_first_name(window)
    hands = Counted(window)
    for number, (dimension, category, name, values) in enumerate(table):
        hands.put(name)
        for value in values:
            hands.press(Key.Key_Tab)
            hands.put(value)
        following = table[number + 1 :][:1]
        if following and following[0][:2] == (dimension, category):
            hands.press(Key.Key_Return, CONTROL)
        elif following:
            hands.press(Key.Key_Tab)
            hands.press_until(Key.Key_Tab, lambda: at_name(caret))
    hands.press(Key.Key_Return)
    assert_typed(project, table)
    assert hands.keys <= keys_of_a_spreadsheet(table)


def type_as_in_a_spreadsheet(hands: Counted, table: Sequence[Row]) -> None:
    """Nothing but signs, Tab and Enter."""
    for _, _, name, values in table:
        hands.put(name)
        for value in values:
            hands.press(Key.Key_Tab)
            hands.put(value)
        hands.press(Key.Key_Return)


@pytest.fixture
def one_each(project: ProjectForm) -> list[Row]:
    """An indicator under each of the first six 二级."""
    table = rows(project)
    return [row for number, row in enumerate(table) if row[:2] not in {one[:2] for one in table[:number]}]


def test_with_the_hands_of_a_spreadsheet_in_the_tree(
    window: MainWindow, project: ProjectForm, one_each: list[Row]
) -> None:
    tree = tree_of(window)
    settle()
    hands = Counted(window)
    hands.press_until(Key.Key_Down, lambda: tree.currentIndex().data() == one_each[0][1])
    hands.press(Key.Key_Return, CONTROL)
    before = hands.keys
    type_as_in_a_spreadsheet(hands, one_each)
    assert_typed(project, one_each)
    assert hands.keys - before <= keys_of_a_spreadsheet(one_each)


def test_with_the_hands_of_a_spreadsheet_in_the_official_table(
    window: MainWindow, project: ProjectForm, one_each: list[Row]
) -> None:
    at_first_name(window)
    hands = Counted(window)
    type_as_in_a_spreadsheet(hands, one_each)
    assert_typed(project, one_each)
    assert hands.keys <= keys_of_a_spreadsheet(one_each)
