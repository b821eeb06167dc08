"""Dialogs that are seldom opened: what forms cost, the written opinion, versions that are kept, trials, self-test."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unittest.mock import patch

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QListWidget, QTabWidget

from importers.recognise import Unplaced
from models.comparing.last_year import LastYear, Question
from models.dossier import Dossier
from models.files.jxmb import dumps, load
from models.files.versions import keep, versions
from models.folders import RESOURCES, user_folder
from tests.ui.conftest import every, sample_of
from tests.ui.looks.scenes import THEN, Scene
from ui.importing.asking import LastYearDialog
from ui.importing.unplaced import UnplacedDialog
from ui.output.overview_dialog import OverviewDialog
from ui.program.self_test import run_self_test
from ui.program.template_trial import TrialDialog
from ui.versions.earlier import EarlierDialog, Entry
from ui.window.window import MainWindow

TEMPLATE = "korla-project-2023.toml"
ASKED = [Question("“培训场次”去年叫“培训期数”，是同一个吗？", ()), Question("“植树面积”已有 2024 年的值，改吗？", ())]


def rarer(window: MainWindow) -> Iterator[Scene]:
    """The name of each, and what is done before it is looked at."""
    dossier = load(sample_of("江汉"))
    window.show_session(None)
    window.program.create(dossier, window)
    yield "overview-costs", partial(_costs, window, dossier)
    yield "opinion", partial(_opinion, window)
    yield "versions-kept", partial(_versions, window, dossier)
    yield "unplaced", partial(_unplaced, window)
    yield "last-year-asked", partial(_asked, window)
    yield "trial", partial(_trial, window, "")
    yield "trial-faulty", partial(_trial, window, "[[nothing]]\n")
    yield "self-test", partial(_self_test, window)


def _costs(window: MainWindow, dossier: Dossier) -> None:
    assert window.session is not None
    dialog = OverviewDialog(window.session, next(one.id for one in dossier.forms if one.kind == "project"), window)
    next(iter(every(dialog, QTabWidget))).setCurrentIndex(1)
    dialog.show()


def _opinion(window: MainWindow) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "意见.pdf"
        with patch.object(QFileDialog, "getSaveFileName", return_value=(str(file), "")):
            window.actions_by_id["opinion"].trigger()
        assert file.exists()
    said = window.messages.text.replace(folder, "~")
    window.messages.say(said, "info")


def _versions(window: MainWindow, dossier: Dossier) -> None:
    window.messages.hide()
    other = dossier.model_copy(deep=True)
    next(other.forms[-1].indicators()).name = "另一个名称"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "套表.jxmb"
        for one in (dossier, other):
            keep(file, dumps(one))
        entries = [Entry(one._replace(when=THEN), saved=not number) for number, one in enumerate(versions(file))]
        EarlierDialog(entries, dossier, window).show()
        QTest.qWait(100)


def _unplaced(window: MainWindow) -> None:
    cells = [Unplaced(text, row, 3) for row, text in enumerate(("填表人签字", "（盖章）", "一段很长的说明" * 12), 4)]
    UnplacedDialog(cells, ["指标值“若干”没有数，照原样放在定性的值里"], window).show()


def _asked(window: MainWindow) -> None:
    LastYearDialog(LastYear(2024, [], ASKED, 3, ["“去年才有的”"]), window).show()


def _trial(window: MainWindow, further: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / TEMPLATE
        file.write_text((RESOURCES / "templates" / TEMPLATE).read_text(encoding="utf-8") + further, encoding="utf-8")
        _wait(TrialDialog(file, window))


def _self_test(window: MainWindow) -> None:
    run_self_test(window.program.templates, window)
    steps: list[QListWidget] = []
    while not steps:
        QTest.qWait(50)
        shown = (one for one in every(window, QListWidget) if one.isVisible())
        steps = [one for one in shown if one.accessibleName() == "自检的步骤"]
    for row in range(steps[0].count()):  # the list is as wide as the name of the folder, another in every run
        step = steps[0].item(row)
        step.setText(step.text().replace(str(user_folder()), "~"))


def _wait(dialog: TrialDialog) -> None:
    while not dialog.verdict.text():
        QTest.qWait(50)
    QApplication.processEvents()
