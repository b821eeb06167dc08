"""审核意见 as a file from the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from exporters.formats import FORMATS
from exporters.names import safe_file_name
from exporters.opinion import TITLE, opinions
from exporters.written import Job
from models.files.reasons import reason
from models.rules.review import standard
from ui.controls.system import folder_for
from ui.session.session import Session


def write_opinion(session: Session, parent: QWidget | None) -> tuple[Path | None, str]:
    """Asks where, and writes the opinion there: the file, or a sentence saying why there is none."""
    kinds = {suffix: f"{one.label} (*.{suffix})" for suffix, one in FORMATS.items()}
    name = safe_file_name(f"{session.dossier.unit.name} {TITLE}".strip())
    start = folder_for() / f"{name}.pdf"
    chosen, kind = QFileDialog.getSaveFileName(
        parent, "保存审核意见", str(start), ";;".join(kinds.values()), kinds["pdf"]
    )
    if not chosen:
        return None, ""
    file = Path(chosen)
    suffix = file.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        suffix = next((one for one in FORMATS if f"*.{one}" in kind), "pdf")
        file = file.with_name(f"{file.name}.{suffix}")
    session.check()
    tables = opinions(session.dossier, session.findings, standard())
    try:
        FORMATS[suffix].write(Job(TITLE, tuple(tables)), file)
    except OSError as problem:
        return None, f"审核意见没有写成“{file.name}”：{reason(problem)}"
    return file, ""
