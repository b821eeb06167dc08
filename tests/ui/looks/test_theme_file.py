"""One file says which colours and sizes there are (``docs/look.md``): no other one makes its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from models.folders import ICONS, ROOT

UI = ROOT / "ui"
THEME = UI / "ground" / "theme.py"
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}\b|\brgba?\(")
_SIZE = re.compile(r"font(?:-size)?\s*:\s*\d|\d(?:pt|px)\s*[;}]")
OF_PAPER = {"ui/preview/editor.py", "ui/preview/grey_words.py", "ui/preview/paint.py"}
"""Letters on the paper have the paper's own size, and the editor over a cell is of paper."""
WORDS = {"transparent"}
"""Names of Qt's colours that are none."""


@cache
def trees() -> dict[str, ast.Module]:
    paths: list[Path] = sorted(UI.rglob("*.py"))
    return {one.relative_to(ROOT).as_posix(): ast.parse(one.read_text("utf-8")) for one in paths if one != THEME}


def nodes() -> Iterator[tuple[str, ast.AST]]:
    return ((name, node) for name, tree in trees().items() for node in ast.walk(tree))


def texts() -> Iterator[tuple[str, str]]:
    return (
        (name, node.value) for name, node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def calls(*wanted: str) -> Iterator[tuple[str, ast.Call]]:
    """Calls of methods or classes of these names."""
    for name, node in nodes():
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in wanted:
                yield name, node


def is_number(node: ast.expr) -> bool:
    """A figure as such, or one that is reckoned with."""
    return any(isinstance(one, ast.Constant) and isinstance(one.value, int | float) for one in ast.walk(node))


def test_no_other_file_names_a_colour() -> None:
    assert not [(name, text) for name, text in texts() if _COLOUR.search(text)]


def test_no_other_file_mixes_one() -> None:
    mixed = [
        (name, node.lineno) for name, node in calls("QColor", "fromRgb") if node.args and all(map(is_number, node.args))
    ]
    named = [
        (name, node.attr)
        for name, node in nodes()
        if isinstance(node, ast.Attribute) and "GlobalColor" in ast.unparse(node.value) and node.attr not in WORDS
    ]
    assert not [*mixed, *named]


def test_no_other_file_says_how_large_letters_are() -> None:
    sized = calls("setPointSize", "setPointSizeF", "setPixelSize")
    assert not [(name, node.lineno) for name, node in sized if name not in OF_PAPER]
    assert not [(name, text) for name, text in texts() if _SIZE.search(text) and name not in OF_PAPER]


def test_widgets_have_no_styles_of_their_own() -> None:
    assert {name for name, _ in calls("setStyleSheet")} <= OF_PAPER


def test_icons_are_of_one_set() -> None:
    others = {name for name, _ in calls("standardIcon", "standardPixmap", "fromTheme")}
    assert others <= {"ui/ground/style.py"}, "where Qt's signs become ours"
    strokes = {re.findall(r'stroke-width="([^"]+)"', path.read_text("utf-8"))[0] for path in ICONS.glob("*-*.svg")}
    assert strokes == {"1.75"}
