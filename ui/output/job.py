"""Writing many files beside the window's thread, one after the other, until all are done or the person stops it."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from PySide6.QtCore import QObject, QThreadPool, Signal

from exporters.batch import Outcome, write_all
from exporters.export import ExportPlan, table_of, title_of
from exporters.names import safe_file_name
from models.dossier import Dossier
from models.edits import copied
from models.templates.template import FormTemplate


def names_of(dossier: Dossier, templates: Mapping[str, FormTemplate], plan: ExportPlan) -> list[str]:
    """The names of the files that a plan writes. Raises ExportError."""
    numbers = plan.forms or tuple(range(1, len(dossier.forms) + 1))
    stems: list[str] = []
    if plan.together:
        stems = [safe_file_name(f"{dossier.unit.name}{dossier.year}年绩效目标表")]
    else:
        for number in numbers:
            form = dossier.forms[number - 1]
            stems.append(safe_file_name(title_of(form, table_of(form, dossier, templates, plan.stage)), stems))
    return [f"{stem}.{kind}" for stem in stems for kind in plan.formats]


class ExportJob(QObject):
    """An export under way."""

    progressed = Signal(int, int, str)
    finished = Signal(object)

    def __init__(
        self, dossier: Dossier, templates: Mapping[str, FormTemplate], plan: ExportPlan, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._dossier, self._templates, self._plan = copied(dossier), dict(templates), plan
        self._stop = threading.Event()

    def start(self) -> None:
        """Begins in another thread."""
        QThreadPool.globalInstance().start(self._run)

    def stop(self) -> None:
        """Ends it after the file that is being written."""
        self._stop.set()

    def _run(self) -> None:
        try:
            outcome = write_all(self._dossier, self._templates, self._plan, self.progressed.emit, self._stop.is_set)
        except Exception as slip:  # noqa: BLE001 (a slip must be told in the dialog, not lost in a thread)
            outcome = Outcome(
                (), (f"程序在这里出了错（{type(slip).__name__}：{slip}），套表没有改动。",), stopped=False
            )
        self.finished.emit(outcome)
