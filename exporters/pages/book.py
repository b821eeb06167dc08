"""All forms of a unit as one book: cover, contents, pages numbered through, each form on a right-hand page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from exporters.fonts import HEI, SONG, Fonts
from exporters.pages.breaking import break_text
from exporters.pages.parts import Page, Pages, Text
from exporters.pages.styles import FOOTER_SIZE, Paper, paper_of
from exporters.written import Cover
from models.table import PageSetup

COVER, CONTENTS = "封面", "目录"
_TITLE, _LINE, _ENTRY = 28.0, 16.0, 12.0
_LEADING = 1.9
_NUMBER_ROOM = 40.0
"""Points at the right of the contents for the page numbers."""


def bound(forms: Sequence[Pages], cover: Cover, fonts: Fonts) -> list[Pages]:
    """The book: front matter and forms, blank pages where a right-hand page is wanted.

    The pages are numbered from the first form on; the numbers of the contents are those.
    """
    paper = paper_of(PageSetup())
    starts, total = _numbers(forms)
    entries = [(form.title, start) for form, start in zip(forms, starts, strict=True)]
    front = [Pages(COVER, (_cover(cover, paper, fonts), _blank(paper.width, paper.height)))]
    front.append(_even(Pages(CONTENTS, tuple(_contents(entries, paper, fonts)))))
    bodies = [
        _even(replace(form, pages=tuple(_numbered(page, start + n, total, fonts) for n, page in enumerate(form.pages))))
        for form, start in zip(forms, starts, strict=True)
    ]
    last = replace(bodies[-1], pages=bodies[-1].pages[: len(forms[-1].pages)])
    return [*front, *bodies[:-1], last]


def _numbers(forms: Sequence[Pages]) -> tuple[list[int], int]:
    """The number on which each form begins, and the last of all."""
    starts, following = [], 1
    for form in forms:
        starts.append(following)
        following += len(form) + len(form) % 2
    return starts, starts[-1] + len(forms[-1]) - 1


def _even(pages: Pages) -> Pages:
    """With a blank page at the end where the next begins on a left-hand page else."""
    if len(pages) % 2 == 0:
        return pages
    last = pages.pages[-1]
    return replace(pages, pages=(*pages.pages, _blank(last.width, last.height)))


def _blank(width: float, height: float) -> Page:
    return Page(width, height, (), (), ())


def _numbered(page: Page, number: int, total: int, fonts: Fonts) -> Page:
    """The page with its number in the book, in place of that in its form."""
    *texts, foot = page.texts
    words = f"第 {number} 页 共 {total} 页"
    return replace(page, texts=(*texts, _centred(words, SONG, FOOTER_SIZE, (page.width, foot.y), fonts)))


def _centred(words: str, face: str, size: float, at: tuple[float, float], fonts: Fonts) -> Text:
    """A line in the middle of a page of that width, at that height."""
    width = fonts.widths(face).of(words) * size
    return Text((at[0] - width) / 2, at[1], face, size, words, words, width, repeated=True)


def _cover(cover: Cover, paper: Paper, fonts: Fonts) -> Page:
    """Year and what it is in the upper third, unit and date below."""
    room = (paper.right - paper.left) / _TITLE
    lines = [(line.text, HEI, _TITLE) for line in break_text(f"{cover.year}年度绩效目标表", room, fonts.widths(HEI))]
    texts = list(_column(lines, paper.height * 0.3, paper, fonts))
    room = (paper.right - paper.left) / _LINE
    below = [line.text for line in break_text(f"编报单位：{cover.unit}", room, fonts.widths(SONG))]
    below.append(f"编报日期：{cover.date or '　　年　　月　　日'}")
    texts += _column([(line, SONG, _LINE) for line in below], paper.height * 0.68, paper, fonts)
    return Page(paper.width, paper.height, tuple(texts), (), ())


def _column(lines: Sequence[tuple[str, str, float]], y: float, paper: Paper, fonts: Fonts) -> Iterator[Text]:
    for words, face, size in lines:
        yield _centred(words, face, size, (paper.width, y), fonts)
        y += size * _LEADING


def _contents(entries: Sequence[tuple[str, int]], paper: Paper, fonts: Fonts) -> Iterator[Page]:
    """The title of every form, with the number of its first page at the right."""
    texts = [_centred("目　录", HEI, 20.0, (paper.width, paper.top + 30), fonts)]
    y = paper.top + 30 + 20 * _LEADING
    for title, number in entries:
        lines = list(_entry(title, number, y, paper, fonts))
        if lines[-1].y > paper.bottom:
            yield Page(paper.width, paper.height, tuple(texts), (), ())
            texts, y = [], paper.top + _ENTRY * _LEADING
            lines = list(_entry(title, number, y, paper, fonts))
        texts += lines
        y = lines[-1].y + _ENTRY * _LEADING
    yield Page(paper.width, paper.height, tuple(texts), (), ())


def _entry(title: str, number: int, y: float, paper: Paper, fonts: Fonts) -> Iterator[Text]:
    """The lines of a title, dots after the last of them, and its number."""
    widths = fonts.widths(SONG)
    room = paper.right - paper.left - _NUMBER_ROOM
    lines = [line.text for line in break_text(title, room / _ENTRY, widths)]
    for line in lines:
        x = paper.left
        for run in fonts.runs(line, SONG):
            width = run.width * _ENTRY
            yield Text(x, y, run.face, _ENTRY, run.text, run.actual, width)
            x += width
        y += _ENTRY * _LEADING
    y -= _ENTRY * _LEADING
    said = str(number)
    right = paper.right - widths.of(said) * _ENTRY
    dots = "…" * int((right - x - _ENTRY) / (widths.of("…") * _ENTRY))
    yield Text(x + _ENTRY / 2, y, SONG, _ENTRY, dots, dots, widths.of(dots) * _ENTRY)
    yield Text(right, y, SONG, _ENTRY, said, said, widths.of(said) * _ENTRY)
