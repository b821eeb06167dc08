"""A filled page becomes placed text, rules and cell frames."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exporters.fonts import SONG, STROKE_WIDTH, STROKES, Fonts, Run
from exporters.pages.breaking import Line
from exporters.pages.fill import Filled, Slice, Strip
from exporters.pages.measure import NOBODY, Block, Lines, Sheet
from exporters.pages.parts import Box, Page, Rule, Text
from exporters.pages.styles import DASH, FOOTER_SIZE, FRAME, RULE, THIN, Align, Look
from models.files.line_ends import LINE_END
from models.table import Role

_ABOVE_BASELINE = 0.88
"""Height of the em square above the baseline in the bundled faces."""

_BELOW_BASELINE = 0.25

_MOST_SLACK, _LEAST_ROOM = 0.06, 14
"""A line is justified where at most that share of it is lacking, in cells at least that many em wide."""


def draw(sheet: Sheet, filled: Filled, fonts: Fonts, number: int, count: int) -> Page:
    """One page; ``number`` and ``count`` go into its foot."""
    painter = _Painter(sheet, fonts)
    for piece in filled.slices:
        painter.slice(piece)
    painter.rules.extend(_rules(sheet, filled.strips))
    painter.footer(f"第 {number} 页 共 {count} 页")
    paper = sheet.paper
    return Page(paper.width, paper.height, tuple(painter.texts), tuple(painter.rules), tuple(painter.boxes))


class _Painter:
    """Collects what stands on one page."""

    def __init__(self, sheet: Sheet, fonts: Fonts) -> None:
        self._sheet = sheet
        self._fonts = fonts
        self.texts: list[Text] = []
        self.rules: list[Rule] = []
        self.boxes: list[Box] = []

    def slice(self, piece: Slice) -> None:
        """The frame of a cell's visible piece and the lines shown in it."""
        block, text, look = self._block(piece), piece.text, self._block(piece).look
        cell, height = block.cell, piece.bottom - piece.top
        self.boxes.append(
            Box(block.x, piece.top, block.width, height, cell.row, cell.column, cell.binding, piece.repeated)
        )
        baseline = _first_line(piece, look) + (text.leading - text.size) / 2 + _ABOVE_BASELINE * text.size
        first = len(self.texts)
        for line in piece.lines:
            x = _start(look.align, block, text.side, line.width) + line.indent
            spacing = _spacing(line, block, text) if look.justified else 0.0
            for run in self._fonts.runs(line.text, look.face):
                x += self._run(run, (x, baseline), spacing, piece)
            if cell.role is Role.SIGNATURE and line.text.endswith("："):
                self._ruled_space(x, baseline + _BELOW_BASELINE * text.size, block)
            baseline += text.leading
            behind = LINE_END if line.behind is None and not cell.role.bordered else line.behind
            if behind is not None and len(self.texts) > first:
                before = self.texts[-1]
                self.texts[-1] = replace(before, behind=(before.behind or "") + behind)

    def _ruled_space(self, x: float, y: float, block: Block) -> None:
        """A line to write a name or a date on."""
        end = min(block.x + block.width - RULE.gap, x + RULE.longest)
        if end - x >= RULE.shortest:
            self.rules.append(Rule(x, y, end, y, THIN))

    def _block(self, piece: Slice) -> Block:
        return self._sheet.blocks[piece.block]

    def _run(self, run: Run, at: tuple[float, float], spacing: float, piece: Slice) -> float:
        """A run of a line, with the strokes over it; returns its width."""
        (x, y), size, binding = at, piece.text.size, self._block(piece).cell.binding
        width = run.width * size + spacing * len(run.text)
        self.texts.append(Text(x, y, run.face, size, run.text, run.actual, width, spacing, binding, piece.repeated))
        for x1, y1, x2, y2 in STROKES[run.mark]:
            self.rules.append(Rule(x + x1 * size, y - y1 * size, x + x2 * size, y - y2 * size, STROKE_WIDTH * size))
        return width

    def footer(self, text: str) -> None:
        """The page number in the middle of the lower margin."""
        paper = self._sheet.paper
        width = self._fonts.widths(SONG).of(text) * FOOTER_SIZE
        y = paper.bottom + (paper.height - paper.bottom) / 2 + FOOTER_SIZE / 2
        self.texts.append(Text((paper.width - width) / 2, y, SONG, FOOTER_SIZE, text, text, width, repeated=True))


def _first_line(piece: Slice, look: Look) -> float:
    """Top of the first line: in the middle of the slice, or on top where the text goes on elsewhere."""
    room = piece.bottom - piece.top - look.above - look.below - len(piece.lines) * piece.text.leading
    return piece.top + look.above + (max(room, 0.0) / 2 if piece.complete else 0.0)


def _spacing(line: Line, block: Block, text: Lines) -> float:
    """Room after every character that brings a nearly full line to the right side, too little to be seen."""
    room = block.width - 2 * text.side - line.indent
    slack = room - line.width
    if not line.broken or not line.text or not 0 < slack <= _MOST_SLACK * room or room < _LEAST_ROOM * text.size:
        return 0.0
    return slack / len(line.text)


def _start(align: Align, block: Block, side: float, width: float) -> float:
    """The x where a line of that width begins."""
    if align is Align.LEFT:
        return block.x + side
    if align is Align.RIGHT:
        return block.x + block.width - side - width
    return block.x + (block.width - width) / 2


def _rules(sheet: Sheet, strips: tuple[Strip, ...]) -> Iterator[Rule]:
    """The rules of a page, as long as they go: a rule runs wherever two different cells meet.

    Dashes close the cells that go on on the next page, a rule of the frame those that end here.
    """
    grid = [_bordered(sheet, strip.row) for strip in strips]
    blank = [NOBODY] * max(sheet.table.column_count, 1)
    edges = [strip.top for strip in strips] + [strips[-1].bottom] if strips else []
    for y, above, below in zip(edges[:-1], [blank, *grid], grid, strict=False):
        for start, stop, thickness in _merged(map(_thickness, above, below)):
            yield Rule(sheet.columns[start], y, sheet.columns[stop], y, thickness)
    if strips:
        yield from _closing(sheet, strips[-1], grid[-1])
    for column, x in enumerate(sheet.columns):
        left = (row[column - 1] if column else NOBODY for row in grid)
        right = (row[column] if column < len(row) else NOBODY for row in grid)
        for start, stop, thickness in _merged(map(_thickness, left, right)):
            yield Rule(x, edges[start], x, edges[stop], thickness)


def _closing(sheet: Sheet, strip: Strip, owners: list[int]) -> Iterator[Rule]:
    """The rules under the last strip of a page."""
    blank = [NOBODY] * len(owners)
    going_on = [strip.cut or (one != NOBODY and sheet.blocks[one].cell.bottom > strip.row + 1) for one in owners]
    for dashed in (False, True):
        closed = [one if on == dashed else NOBODY for one, on in zip(owners, going_on, strict=True)]
        for start, stop, thickness in _merged(map(_thickness, closed, blank)):
            rule = Rule(sheet.columns[start], strip.bottom, sheet.columns[stop], strip.bottom, thickness)
            yield from _dashes(rule) if dashed else (rule,)


def _dashes(rule: Rule) -> Iterator[Rule]:
    """The same thin, and in three pieces at least."""
    x, dash = rule.x1, min(DASH, (rule.x2 - rule.x1) / 5)
    while x < rule.x2:
        yield Rule(x, rule.y1, min(x + dash, rule.x2), rule.y2, THIN)
        x += 2 * dash


def _bordered(sheet: Sheet, row: int) -> list[int]:
    """The owners of a row's places, as far as they have rules."""
    blocks = sheet.blocks
    return [place if place != NOBODY and blocks[place].cell.role.bordered else NOBODY for place in sheet.owner[row]]


def _thickness(one: int, other: int) -> float:
    """Of the rule between two neighbours: none within a cell, a frame at the table's outside."""
    if one == other:
        return 0.0
    return FRAME if NOBODY in (one, other) else THIN


def _merged(pieces: Iterator[float]) -> Iterator[tuple[int, int, float]]:
    """Neighbouring pieces of equal thickness as one: first edge, last edge, thickness."""
    start, current, index = 0, 0.0, -1
    for index, thickness in enumerate(pieces):
        if thickness != current:
            if current:
                yield start, index, current
            start, current = index, thickness
    if current:
        yield start, index + 1, current
