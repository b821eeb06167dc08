"""The self-test from the menu: the very steps of the command, a line each."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from models.folders import samples, template_folders
from selftest.computer import computer_steps
from selftest.steps import Step, Templates, line, passed, steps
from ui.controls.background import Job, run
from ui.controls.dialogs import close_button, resize_to_fit
from ui.controls.plain import PlainLabel
from ui.ground.icons import verdict_icon

TITLE = "自检"


def run_self_test(templates: Templates, parent: QWidget) -> None:
    """Begins in the background; what was found is shown in a box."""
    show = partial(_show, parent)
    run(Job(partial(_tried, templates), parent), TITLE, parent, show, lambda slip: show([Step(TITLE, "", str(slip))]))


def _tried(templates: Templates, job: Job) -> list[Step]:
    tried = list(computer_steps(template_folders()))
    for step in steps(samples(), templates):
        job.heed()
        job.progressed.emit(0, 0, step.what)
        tried.append(step)
    return tried


def _show(parent: QWidget, tried: list[Step]) -> None:
    dialog = QDialog(parent)
    dialog.setWindowTitle(TITLE)
    words, lines = PlainLabel(_verdict(tried)), QListWidget()
    words.setAccessibleName("自检结果")
    words.setWordWrap(True)
    lines.setAccessibleName("自检的步骤")
    for step in tried:
        lines.addItem(QListWidgetItem(verdict_icon(good=not step.fault), line(step)))
    column = QVBoxLayout(dialog)
    column.addWidget(words)
    column.addWidget(lines, 1)
    column.addWidget(close_button(dialog))
    resize_to_fit(dialog, 620, 520)
    dialog.open()


def _verdict(tried: list[Step]) -> str:
    if passed(tried):
        return f"自检通过：试了 {len(tried)} 步，都好。"
    failed = sum(bool(step.fault) for step in tried)
    return f"自检没有通过：{failed} 步失败。请用“帮助”里的“复制诊断信息”，连同失败的那几行发给管这个程序的人。"
