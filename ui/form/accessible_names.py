"""What a screen reader calls each field of a form: the paper's label, and the words around where several share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from models.templates.grid import GridCell, Place
from models.templates.printed import Labels, fixed_text, meets_column, meets_row
from models.values import EXPENDITURE_WORDS, FUNDING_WORDS
from ui.form.drawing import Cells, Item

_LINES = {key.value: word for words in (FUNDING_WORDS, EXPENDITURE_WORDS) for key, word in words.items()}


def field_names(items: Iterable[Item], labels: Labels, words: dict[str, str]) -> dict[str, str]:
    """Path in the drawing → name; those that are alike are told by more of what stands around them."""
    choices: dict[str, list[str]] = {}
    for item in items:
        for cell in item.cells if isinstance(item, Cells) else ():
            for one in cell.places:
                choices.setdefault(one.path, _choices(item, cell, one, labels, words))
    names = {path: its.pop(0) for path, its in choices.items()}
    while alike := [path for path, name in names.items() if Counter(names.values())[name] > 1 and choices[path]]:
        names |= {path: choices[path].pop(0) for path in alike}
    return names


def _choices(item: Item, cell: GridCell, one: Place, labels: Labels, words: dict[str, str]) -> list[str]:
    """Names for a field, the shortest first."""
    fixed = [other for other in item.cells if other.fixed] if isinstance(item, Cells) else []
    left = [other for other in fixed if other.column < cell.column and meets_row(other, cell)]
    own, before = labels.of(one.path), [fixed_text(other.pieces, words) for other in left]
    if one.choice:
        return [_joined(before) or own]
    over = [fixed_text(other.pieces, words) for other in fixed if _is_over(other, cell)]
    around = [*before, _lead(cell, one), *over[-1:]]
    group = [fixed_text(other.pieces, words) for other in fixed if left and _is_over(other, left[-1], left[0].row)]
    return [own, _joined(around) or own, _joined([*group[:1], *around]) or own, _joined([*around, _line(one.path)])]


def _joined(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(text for one in texts if (text := "".join(one.split()).strip("：:"))))


def _line(path: str) -> str:
    """What the program calls a line of income or expenditure."""
    key = path.split(".")[1:2]
    return next((word for word in map(_LINES.get, key) if word), "")


def _is_over(one: GridCell, cell: GridCell, top: int = 0) -> bool:
    return top <= one.row < cell.row and meets_column(one, cell)


def _lead(cell: GridCell, one: Place) -> str:
    """The words right before a value in its own cell."""
    before = cell.pieces[: cell.pieces.index(one)]
    return before[-1] if before and isinstance(before[-1], str) else ""
