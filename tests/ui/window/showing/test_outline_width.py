"""The outline is as wide for a dossier that comes with comments as for any other."""

from __future__ import annotations

import pytest

from models.dossier import Comment
from models.files.jxmb import load
from tests.ui.conftest import dossier_of, sample_of, settle
from ui.window.window import MainWindow

NAME = "渌口"


@pytest.mark.parametrize("size", [(1326, 720), (1600, 900)])
def test_it_is_the_same(window: MainWindow, size: tuple[int, int]) -> None:
    """Also where it is the first one in its window, whose outline nobody has seen yet."""
    window.resize(*size)
    said = load(sample_of(NAME))
    said.comments.append(Comment(where=f"{said.forms[0].id}.name", text="请核对", author="甲"))
    window.files.create(said)
    settle()
    assert window.workplace.comments.isVisible()
    width = window.outline.width()
    window.show_session(None)
    window.files.create(load(sample_of(NAME)))
    settle()
    assert not dossier_of(window).comments
    assert width == window.outline.width() == window.workplace._names_width()
