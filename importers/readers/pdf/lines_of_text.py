"""Glyphs → lines of text → the text of a cell: where lines wrap they join, where a paragraph ends they do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from importers.readers.pdf.drawn import Glyph
from importers.readers.source import clean_text
from models.files.line_ends import LINE_END
from models.python import regex

_GAP = 1.0  # letters: text on one line that stands further apart is another text
_BLANK = 0.45  # of a letter's height: a wider gap between two letters is a blank
_WHOLE = regex(r"(?:[^\u3400-\u9fff，。；、]+[\u3400-\u9fff]{0,3})+[，。；、]?")
_LINE = 4  # letters; shorter ones may be a label in a narrow column
_STOPS = "。；！？"
_BOXES = "☑☒□"
_BLANK_BEHIND_BOX = 0.2  # where nothing is set apart to fill a line
_BLANK_IN_LATIN = 0.18  # between words of Latin letters, whose blanks are narrower, and where one was written
_PADDING = 0.6  # letters between the text of a cell and its edge
_ENDS = "。；;：:！!？?"
NUMBERED = regex(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）、]|[.．](?!\d))|[①-⑳]|第[一二三四五六七八九十]{1,3}[条项、]"
)
"""How an entry of a list in a text begins."""

WRAPS_WITHIN = 2.6  # letters: a line that ends nearer to the edge than this was wrapped there


@dataclass(frozen=True, slots=True)
class TextLine:
    """Letters on one line, left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @property
    def top(self) -> float:
        return min(glyph.top for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)

    @property
    def behind(self) -> str | None:
        """What stands in the text between this line and the next, where the file tells."""
        return self.glyphs[-1].behind

    @property
    def runs_on(self) -> bool:
        """The file tells that the next line goes on with this one's text."""
        return self.behind is not None and LINE_END not in self.behind

    @property
    def text(self) -> str:
        parts, before = [], self.glyphs[0]
        for glyph in self.glyphs:
            if glyph.left < before.left and before.behind:  # the next line of running text
                parts.append(before.behind)
            elif glyph.left - before.right > _blank(before, glyph) * min(glyph.size, before.size):
                parts.append(" ")
            parts.append(glyph.text)
            before = glyph
        return "".join(parts)


def _blank(before: Glyph, after: Glyph) -> float:
    """How wide a gap between two letters is a blank."""
    if before.text in _BOXES:
        return _BLANK_BEHIND_BOX
    both = before.text + after.text
    latin = both.isascii() and both.isalnum() and not both.isdecimal()
    return _BLANK_IN_LATIN if latin or after.spaced else _BLANK


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines, top to bottom: letters whose middles are at about one height."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.middle[1]):
        if rows and glyph.middle[1] - _middle(rows[-1]) < 0.5 * min(glyph.size, rows[-1][-1].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [TextLine(tuple(sorted(row, key=lambda one: one.left))) for row in rows]


def segments(line: TextLine) -> list[TextLine]:
    """The texts of a line that stand apart."""
    parts: list[list[Glyph]] = [[line.glyphs[0]]]
    for before, glyph in pairwise(line.glyphs):
        if glyph.left - before.right > _GAP * min(before.size, glyph.size):
            parts.append([])
        parts[-1].append(glyph)
    return [TextLine(tuple(part)) for part in parts]


def _middle(row: Sequence[Glyph]) -> float:
    return sum(glyph.middle[1] for glyph in row) / len(row)


def is_full(line: TextLine, left: float, right: float, below: TextLine | None = None) -> bool:
    """True for a line that ends at the edge of the place between ``left`` and ``right``, so that the next goes on.

    A line may end earlier where the one ``below`` begins with what cannot be cut, such as a number and its unit.
    """
    most = max(WRAPS_WITHIN * line.size, _uncut(below) if below and line.glyphs[-1].text not in _STOPS else 0)
    return right - line.right < most or right - left < 2 * WRAPS_WITHIN * line.size


def _uncut(line: TextLine) -> float:
    """The width of what a line begins with and nobody cuts: a number with its unit, a sum, a Latin word, brackets."""
    found = _WHOLE.match("".join(glyph.text[:1] or " " for glyph in line.glyphs))
    return line.glyphs[found.end() - 1].right - line.left + _PADDING * line.size if found else 0


def _fit(line: TextLine, below: TextLine, room: float) -> bool:
    """Two lines for which one would have had room: a person parted them. Words set upright are no lines."""
    both = line.right - line.left + below.right - below.left
    return min(len(line.glyphs), len(below.glyphs)) >= _LINE and both <= room - 2 * _PADDING * line.size


class Set(NamedTuple):
    """The text of a place, whether its last line is full, and what stands behind that one where the file tells."""

    text: str = ""
    full: bool = False
    behind: str | None = None


def text_between(glyphs: Iterable[Glyph], left: float, right: float) -> Set:
    """The text of a place between two edges."""
    said, before = "", None
    for line in lines_of(glyphs):
        wrapped = before is not None and is_full(before, left, right, line) and not _fit(before, line, right - left)
        said = joined(said, line.text, wrapped=wrapped, behind=before.behind if before else None)
        before = line
    return Set(clean_text(said), is_full(before, left, right), before.behind) if before else Set()


def joined(before: str, after: str, *, wrapped: bool, behind: str | None = None) -> str:
    """Two lines as one text with what stands ``behind`` the first. Where nothing tells, a wrapped line goes on, with a
    blank only between two words of Latin letters."""
    if not before or not after:
        return before + after
    if behind is not None:
        return before + behind + after
    if not wrapped or (before[-1] in _ENDS and NUMBERED.match(after)):
        return f"{before}\n{after}"
    words = before[-1].isascii() and after[0].isascii() and before[-1].isalpha() and after[0].isalpha()
    return f"{before} {after}" if words else before + after
