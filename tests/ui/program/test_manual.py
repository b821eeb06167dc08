"""The manual: it opens where the person is, and neither its keys nor its words can be wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSizeF, Qt, QUrl
from PySide6.QtGui import QAction, QFont, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QGroupBox,
    QLabel,
    QTabBar,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from models.folders import PICTURES
from models.rules.catalogue import all_rules
from tests.ui import manual as made
from tests.ui.conftest import by_name, click, dossier_of, every, find_something, settle, wait_for, write
from tests.ui.manual import PAGE, WORDS, scenes, words_seen
from ui.indicators.actions import TREE_ACTIONS
from ui.program import manual
from ui.program import shortcuts as keys
from ui.program.manual import PAGES, SECTIONS, ManualWindow, manual_text
from ui.program.shortcuts import key_groups, key_table
from ui.window.actions import COMMANDS, MENUS
from ui.window.window import MainWindow

QUOTED = re.compile(r"「([^」]+)」")
WITH_KEYS = re.compile(r"「([^」]+)」（((?:Ctrl|Alt|Shift|F\d|Delete)[^）]*)）")


PICTURE = re.compile(r"!\[[^\]]+\]\((\w+\.png)\)")
A4, MARGIN, PRINTED = QSizeF(794, 1123), 76, 430
"""A sheet, its margin (2 cm) and the width of a picture, in pixels of 1/96 inch."""


def plain(text: str) -> str:
    return re.sub(r"\(&.\)|&", "", text).rstrip("…")


def words_of(widget: QWidget) -> Iterator[str]:
    """What can be read on a part of the window and in its menus."""
    for button in every(widget, QAbstractButton):
        yield from (button.text(), button.toolTip())
    yield from (label.text() for label in every(widget, QLabel))
    yield from (action.text() for action in every(widget, QAction))
    yield from (box.title() for box in every(widget, QGroupBox))
    yield from (bar.tabText(number) for bar in every(widget, QTabBar) for number in range(bar.count()))
    for tree in every(widget, QTreeWidget):
        yield from (_texts(tree.topLevelItem(number)) for number in range(tree.topLevelItemCount()))


def _texts(item: QTreeWidgetItem | None) -> str:
    return item.text(0) if item else ""


def all_words(window: MainWindow) -> set[str]:
    """Everything that can be read in the program: pages, menus, dialogs."""
    said = {*words_of(window), *words_of(window.recovered)}
    for page in ("unit", "budget", *(form.id for form in dossier_of(window).forms)):
        window.show_page(page)
        said |= set(words_of(window))
    for name in ("settings", "export", "print"):
        window.actions_by_id[name].trigger()
        settle()
        for dialog in every(window, QDialog):
            said |= set(words_of(dialog))
            dialog.close()
    return {plain(word) for word in said}


def test_every_word_in_quotes_can_be_found_in_the_program(sample: MainWindow) -> None:
    quoted = {plain(word) for word in QUOTED.findall(manual_text())}
    missing = quoted - all_words(sample)
    assert not missing, missing
    assert len(quoted) > 50


def test_every_key_beside_a_word_is_its_key() -> None:
    known = {words: by_keys for rows in key_groups().values() for words, by_keys in rows}
    found = WITH_KEYS.findall(manual_text())
    wrong = {word: by_keys for word, by_keys in found if by_keys not in known[plain(word)].split(" 或 ")}
    assert not wrong
    assert len(found) > 25


def test_the_list_of_keys_is_made_of_the_actions(sample: MainWindow) -> None:
    rows = {words for its in key_groups().values() for words, _ in its}
    with_keys = {plain(one.text) for one in COMMANDS if one.keys}
    with_keys |= {plain(one.text) for one in TREE_ACTIONS if one.keys}
    assert with_keys <= rows
    sample.actions_by_id["manual"].trigger()
    page = every(sample, ManualWindow)[0].page.toPlainText()
    assert manual.KEYS_HERE not in page
    assert all(keys.shown(one.keys) in page for one in COMMANDS if one.keys)
    assert key_table().count("\n") == sum(len(its) for its in key_groups().values()) + 1
    every(sample, ManualWindow)[0].close()


def test_what_has_no_key_stands_beside_its_menu() -> None:
    words = {one.id: plain(one.text) for one in COMMANDS if not one.keys}
    lines = manual_text().splitlines()
    for title, names in MENUS.items():
        line = next((one for one in lines if one.startswith(f"- **{title.partition('(')[0]}**：")), "")
        missing = {words[name] for name in names if name in words} - set(line.partition("：")[2].split("；"))
        assert not missing, title
        assert "；；" not in line + "；", "a line between groups is no command"


def test_every_part_of_the_window_has_its_section(sample: MainWindow) -> None:
    sample.actions_by_id["manual"].trigger()
    shown = every(sample, ManualWindow)[0]
    headings = {shown.contents.item(row).text() for row in range(shown.contents.count())}
    assert set(SECTIONS.values()) <= headings
    classes = {type(one).__name__ for one in (sample.recovered, *every(sample, QWidget))}
    sample.show_page("unit")
    sample.show_page("budget")
    form = dossier_of(sample).forms[0].id
    sample.show_page(form)
    sample.actions_by_id["official"].trigger()
    classes |= {type(one).__name__ for one in every(sample, QWidget)}
    assert set(SECTIONS) <= classes, "a part of the window was renamed"
    shown.close()


@pytest.mark.parametrize(
    ("go", "name", "section"),
    [
        (lambda window: window.show_page("budget"), "收入", "填写部门预算"),
        (lambda window: window.show_page("unit"), "联系电话", "填写单位信息"),
        (lambda window: window.actions_by_id["indicators"].trigger(), "绩效指标", "填写目标和指标"),
        (lambda window: window.actions_by_id["find"].trigger(), "查找", "查找和替换"),
        (lambda window: window.show_page("unit"), "目录", "增减和排列表"),
        (find_something, "审核发现", "看审核发现"),
    ],
)
def test_f1_opens_it_at_what_the_person_is_at(
    sample: MainWindow, go: Callable[[MainWindow], None], name: str, section: str
) -> None:
    def found() -> list[QWidget]:
        named = [one for one in every(sample, QWidget) if one.accessibleName() == name and one.isVisible()]
        return [one for one in named if one.focusPolicy() != Qt.FocusPolicy.NoFocus]

    go(sample)
    wait_for(lambda: bool(found()))
    found()[0].setFocus()
    focused = sample.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_F1)
    shown = every(sample, ManualWindow)[0]
    assert shown.isVisible()
    assert shown.section == section
    shown.close()


def test_search_goes_from_place_to_place(sample: MainWindow) -> None:
    sample.actions_by_id["manual"].trigger()
    shown = every(sample, ManualWindow)[0]
    write(shown.wanted, "平衡权重")
    QTest.keyClick(shown.wanted, Qt.Key.Key_Return)
    first = shown.page.textCursor().position()
    assert shown.section == "权重"
    click(by_name(shown, "下一处"))
    second = shown.page.textCursor().position()
    assert second > first
    click(by_name(shown, "下一处"))
    assert shown.page.textCursor().position() in (first, second) or shown.page.textCursor().position() > second
    shown.wanted.clear()
    write(shown.wanted, "没有这样的话")
    QTest.keyClick(shown.wanted, Qt.Key.Key_Return)
    assert "没有找到" in [label.text() for label in every(shown, QLabel)]
    shown.close()


def test_no_width_makes_a_reader_scroll_sideways(sample: MainWindow) -> None:
    sample.actions_by_id["manual"].trigger()
    (opened,) = every(sample, ManualWindow)
    for width in (1080, 900, 660):
        opened.resize(width, 460)
        settle()
        wait_for(lambda: not opened.page._again.isActive())
        wait_for(lambda: opened.page.horizontalScrollBar().maximum() == 0)  # Qt lays out a long text bit by bit
    opened.close()


def test_a_section_stays_at_the_top_though_pictures_become_smaller(sample: MainWindow) -> None:
    sample.actions_by_id["manual"].trigger()
    (opened,) = every(sample, ManualWindow)
    opened.show_section("导出和打印")
    opened.resize(660, 460)
    wait_for(lambda: not opened.page._again.isActive())
    settle()
    assert "导出和打印" in opened.page.cursorForPosition(QPoint(40, 24)).block().text()
    opened.close()


def test_one_manual_is_enough(sample: MainWindow) -> None:
    sample.actions_by_id["manual"].trigger()
    sample.actions_by_id["manual"].trigger()
    assert len(every(sample, ManualWindow)) == 1
    every(sample, ManualWindow)[0].close()


def test_a_manual_that_is_not_there_is_told(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manual, "MANUAL", tmp_path / "没有.md")
    sample.actions_by_id["manual"].trigger()
    assert "使用手册打不开" in sample.messages.text


# --- what is made of the source ---------------------------------------------------------------------------------------


def test_the_pictures_show_the_program_of_today(window: MainWindow) -> None:
    """Each keeps the words that stood in the window; other words in the same place, and it has grown old."""
    seen = {f"{name}.png": words_seen(shown) for name, shown in scenes(window)}
    kept = {path.name: QImage(str(path)).text(WORDS).splitlines() for path in PICTURES.iterdir()}
    assert kept == seen, "run: python -m tests.ui.manual"
    assert all(len(words) > 5 for words in kept.values())
    assert set(PICTURE.findall(manual_text())) == set(kept)


def test_the_page_of_the_repository_is_made_of_the_source() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == made.page(), "run: python -m tests.ui.manual"
    links = re.findall(r"\]\((\.\./[^)#]+)", text)
    assert len(links) > 7
    assert all((PAGE.parent / link).is_file() for link in links)


def test_every_rule_is_explained() -> None:
    chapter = manual_text().partition("## 审核规则")[2]
    assert all(f"**{rule.code} {rule.title}**" in chapter for rule in all_rules().values())


def test_from_the_first_double_click_to_the_stamped_paper_it_is_ten_pages() -> None:
    """Printed on A4 in 10 points; the lists of keys and rules are for looking up and come after them."""
    text = QTextDocument()
    text.setDefaultFont(QFont("sans-serif", 10))
    text.setMarkdown(manual_text().partition("## 快捷键")[0])
    for path in PICTURES.iterdir():
        picture = QImage(str(path)).scaledToWidth(PRINTED)
        text.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(path.name), picture)
    text.setDocumentMargin(MARGIN)
    text.setPageSize(A4)
    assert 8 <= text.pageCount() <= 10


def test_links_lead_to_a_section_and_to_the_page_about_templates(sample: MainWindow) -> None:
    sample.actions_by_id["manual"].trigger()
    shown = every(sample, ManualWindow)[0]
    headings = [shown.contents.item(row).text() for row in range(shown.contents.count())]
    links = re.findall(r"\]\(([^)]+)\)", PICTURE.sub("", manual_text()))
    assert {link for link in links if not link.startswith("#")} == set(PAGES)
    for link in links:
        shown.page.anchorClicked.emit(QUrl(link))
        assert not link.startswith("#") or shown.section == link[1:]
    assert {link[1:] for link in links if link.startswith("#")} <= set(headings)
    (templates,) = every(shown, ManualWindow)
    assert "完整的例子" in [templates.contents.item(row).text() for row in range(templates.contents.count())]
    shown.close()
