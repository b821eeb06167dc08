"""What the program paints over fields, cells and lines, in moments when all of its signs are seen.

Where it is meant to paint otherwise: ``WRITE_READ=1 pytest tests/ui/looks/test_strokes.py``, and read ``git diff``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.known import is_known
from tests.ui.looks.strokes import told_strokes
from tests.ui.walks.hands import Hands
from tests.ui.walks.telling import Telling
from tests.ui.walks.walking import begun
from ui.window.window import MainWindow

KNOWN = Path(__file__).parent / "made" / "strokes.txt"
WHO_AND_WHEN = re.compile(r"“\w+　\d{4}-[\d :-]+”")  # of a comment: whoever runs this, now
MOMENTS = {
    "last year": ("open 江汉 aged", "key Ctrl+3", "do last_year"),
    "fields": ("open 江汉", "go b3.amount", "type x", "key Tab"),
    "table": ("page budget", "cell 收入 0 0", "type x", "key Return", "key Up"),
    "said": ("page b3", "key Ctrl+3", "go b3.filler", "do comment", "type 1", "key Ctrl+Return", "go z22.weight"),
    "said in a row": ("do comment", "type 2", "key Ctrl+Return", "key Ctrl+2", "cell 绩效指标 0.0.0 1"),
    "day": ("open 普陀", "key Ctrl+1"),
    "tree": ("open 库尔勒", "key Ctrl+2", "cell 绩效指标 0.0.0 4", "type x", "key Return", "set z14.name "),
    "tree, its keyboard": ("cell 绩效指标 0.0 0",),
    "tree, left": ("cell 绩效指标 0.0.0 1", "key F6"),
    "tree folded": ("cell 目录 0 0", "cell 目录 2.0 0", "cell 绩效指标 0.0 0", "press 全部折叠"),
    "paper": ("key Ctrl+4", "paper z14.name", "key Shift+Down"),
}


pytestmark = pytest.mark.usefixtures("letters_of_its_own")


def painted(window: MainWindow, patch: pytest.MonkeyPatch) -> Iterator[str]:
    """Moment by moment the strokes, each once; those of a cell under its name."""
    telling = Telling(window)
    hands = Hands(window, telling)
    for name, deeds in MOMENTS.items():
        for deed in deeds:
            words = deed.partition(" ")[2]
            begun(window, hands, words, patch) if deed.startswith("open") else hands.do(deed)
        lines: list[str] = []
        with told_strokes(lines.append):
            window.grab()
        yield f"═ {name}"
        yield from dict.fromkeys(WHO_AND_WHEN.sub("“who and when”", line) for line in lines)


def test_the_program_paints_what_it_is_known_to_paint(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    is_known(KNOWN, painted(window, monkeypatch))
