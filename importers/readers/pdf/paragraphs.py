"""Lines of running text as the paragraphs that they were before they were wrapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.readers.pdf.lines_of_text import NUMBERED, TextLine, is_full
from importers.readers.pdf.ruled import PageTable

_INDENT = 1.2  # letters: a line that begins further in begins a paragraph
_WIDE = 12  # letters: what is narrower is no running text
_NEAR = 1.6  # heights of a line: what stands further below is another paragraph
_SAME_SIZE = 0.6  # points


def paragraphs(parts: Sequence[TextLine | PageTable]) -> Iterator[TextLine | PageTable]:
    """The parts of a page, lines that go on in the next one joined with it."""
    left = min((_edges(part)[0] for part in parts), default=0.0)
    right = max((_edges(part)[1] for part in parts), default=0.0)
    before: TextLine | None = None
    last: TextLine | None = None
    for part in parts:
        if isinstance(part, TextLine) and before and last and _goes_on(last, part, left, right):
            before = TextLine((*before.glyphs, *part.glyphs))
        else:
            if before:
                yield before
            before = part if isinstance(part, TextLine) else None
            if isinstance(part, PageTable):
                yield part
        last = part if isinstance(part, TextLine) else None
    if before:
        yield before


def _edges(part: TextLine | PageTable) -> tuple[float, float]:
    return (part.left, part.right) if isinstance(part, TextLine) else (part.xs[0], part.xs[-1])


def _goes_on(line: TextLine, below: TextLine, left: float, right: float) -> bool:
    if line.behind is not None:
        return line.runs_on
    if right - left < _WIDE * line.size:
        return False
    near = 0 < below.top - line.top < (1 + _NEAR) * line.size and abs(below.size - line.size) < _SAME_SIZE
    outdented = below.left - left < _INDENT * below.size
    return near and outdented and is_full(line, left, right, below) and not NUMBERED.match(below.text)
