"""Where dialogs of files begin."""

from __future__ import annotations

from pathlib import Path

from ui.controls.system import folder_for


def test_a_dialog_begins_in_the_first_folder_that_is_there(home: Path, tmp_path: Path) -> None:
    gone, there = tmp_path / "gone", tmp_path / "there"
    assert folder_for() == home  # a fresh account has no 文档
    assert folder_for(None, "", gone) == home
    there.mkdir()
    assert folder_for(gone, there, tmp_path) == there
    file = tmp_path / "file"
    file.touch()
    assert folder_for(file) == home


def test_documents_where_they_are(home: Path) -> None:
    documents = home / "Documents"
    documents.mkdir()
    assert folder_for("") == documents
