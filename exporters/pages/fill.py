"""Rows become pages: where a page ends, what each page repeats, which lines of a cell each page shows."""

from __future__ import annotations

from typing import NamedTuple

from exporters.pages.breaking import Line
from exporters.pages.measure import NOBODY, Block, Lines, Sheet, head_rows

_EPSILON = 0.01
_LONG_CELL, _LONG_PARAGRAPH = 8, 4
_LEAST_ABOVE, _LEAST_BELOW = 2, 2


class Strip(NamedTuple):
    """A row, or the visible part of one, on a page. ``head`` marks a repeated head row, ``cut`` one that goes on."""

    row: int
    top: float
    bottom: float
    head: bool = False
    cut: bool = False


class Slice(NamedTuple):
    """The visible piece of a block on a page and the lines shown in it; text that is not ``complete`` begins on top."""

    block: int
    top: float
    bottom: float
    text: Lines
    lines: tuple[Line, ...]
    complete: bool
    repeated: bool


class Filled(NamedTuple):
    """One page: its strips from top to bottom and its slices in reading order."""

    strips: tuple[Strip, ...]
    slices: tuple[Slice, ...]


class _Place(NamedTuple):
    """Where a page begins: a row, and whether part of it was already shown."""

    row: int
    begun: bool = False


def fill(sheet: Sheet) -> list[Filled]:
    """All pages of a measured table; every line of every cell is on exactly one of them."""
    shown = [0] * len(sheet.blocks)
    pages: list[Filled] = []
    place = _Place(0)
    while place.row < sheet.row_count:
        page = _Filler(sheet, shown, place)
        place = page.fill()
        pages.append(page.filled())
    return pages or [Filled((), ())]


class _Filler:
    """Fills one page. ``shown`` counts the lines of each block that were shown so far."""

    def __init__(self, sheet: Sheet, shown: list[int], place: _Place) -> None:
        self._sheet = sheet
        self._shown = shown
        self._place = place
        self._y = sheet.paper.top
        self._bottom = sheet.paper.bottom
        self._tops: dict[int, float] = {}
        self._strips: list[Strip] = []
        for row in head_rows(sheet, place.row):
            self._add(row, sheet.heights[row], head=True)
        self._heads = len(self._strips)
        self._room = self._bottom - self._y

    def fill(self) -> _Place:
        """Place what fits; returns where the next page begins."""
        row = self._place.row
        while row < self._sheet.row_count:
            self._reach(row)
            height = self._height(row)
            if self._y + height > self._bottom + _EPSILON:
                return self._end(row, height)
            self._add(row, height)
            row += 1
        return _Place(row)

    def filled(self) -> Filled:
        """The page as it was filled; counts its lines as shown."""
        extents: dict[int, list[float]] = {}
        for strip in self._strips:
            for block in self._sheet.blocks_on(strip.row):
                extents.setdefault(block, [strip.top, strip.bottom])[1] = strip.bottom
        slices = tuple(self._slice(block, top, bottom) for block, (top, bottom) in extents.items())
        return Filled(tuple(self._strips), slices)

    def _reach(self, row: int) -> None:
        """Note where the blocks of a row begin on this page."""
        for block in self._sheet.owner[row]:
            self._tops.setdefault(block, self._y)

    def _add(self, row: int, height: float, *, head: bool = False) -> None:
        if head:
            self._reach(row)
        self._strips.append(Strip(row, self._y, self._y + height, head))
        self._y += height

    # What a row needs

    def _begun(self, row: int) -> bool:
        return self._place.begun and row == self._place.row

    def _ends_on(self, row: int) -> list[int]:
        return [*self._sheet.one_row[row], *self._sheet.ending[row]]

    def _height(self, row: int) -> float:
        """Height of a row here: its own, or what is left of its cells and of the spans that end with it."""
        if self._begun(row):
            return max((self._lack(block) for block in self._ends_on(row)), default=0.0)
        return max([self._sheet.heights[row], *(self._lack(block) for block in self._sheet.ending[row])])

    def _lack(self, index: int) -> float:
        """What a block that ends here still needs below the point reached."""
        block = self._sheet.blocks[index]
        left = len(block.text.lines) - self._shown[index]
        need = block.height_of(left) if left else block.height_again
        return need - (self._y - self._tops[index])

    def _left(self, index: int) -> int:
        return len(self._sheet.blocks[index].text.lines) - self._shown[index]

    # Where the page ends

    def _end(self, row: int, height: float) -> _Place:
        """The page is full at ``row``: cut that row, or end before it, or before an earlier one."""
        if self._may_cut_row(row, height):
            return self._cut_row(row)
        first = self._place.row
        for last in range(row, first, -1):
            if not self._sheet.no_break[last] and self._labels_fit(last):
                return self._end_before(last)
        if row == first:
            return self._cut_row(row)
        last = next((place for place in range(row, first, -1) if not self._sheet.no_break[place]), row)
        return self._end_before(last)

    def _cut_spans(self, row: int) -> set[int]:
        """The blocks that lie both on ``row`` and on the row above it."""
        here, above = self._sheet.owner[row], self._sheet.owner[row - 1]
        return {block for block, over in zip(here, above, strict=True) if block == over != NOBODY}

    def _label_need(self, index: int) -> float:
        """Height a label needs in a slice that a page edge cuts; nothing for text that flows on."""
        block = self._sheet.blocks[index]
        if not block.whole or not block.cell.text:
            return 0.0
        return block.height_again if self._shown[index] else block.height

    def _growth(self, row: int) -> float:
        """How much the row above ``row`` must grow for the labels cut there."""
        end = self._strip(row - 1).bottom
        needs = (self._label_need(block) - (end - self._tops[block]) for block in self._cut_spans(row))
        return max([0.0, *needs])

    def _strip(self, row: int) -> Strip:
        return self._strips[self._heads + row - self._place.row]

    def _labels_fit(self, row: int) -> bool:
        return self._strip(row - 1).bottom + self._growth(row) <= self._bottom + _EPSILON

    def _end_before(self, row: int) -> _Place:
        """End the page with the row above ``row``, grown for the labels cut there."""
        growth = self._growth(row) if self._labels_fit(row) else 0.0
        strip = self._strip(row - 1)
        del self._strips[self._heads + row - 1 - self._place.row :]
        self._strips.append(Strip(strip.row, strip.top, strip.bottom + growth))
        return _Place(row)

    # A row cut line by line

    def _may_cut_row(self, row: int, height: float) -> bool:
        """A long row may go on over the edge where some of its lines stand on both sides and its labels are whole."""
        if self._sheet.solid[row] and height <= self._room:
            return False
        flows = [block for block in self._ends_on(row) if self._sheet.blocks[block].look.flows and self._left(block)]
        if not flows or not self._labels_whole(row):
            return False
        longest = max(flows, key=self._left)
        bordered = self._sheet.blocks[longest].cell.role.bordered
        if self._left(longest) < (_LONG_CELL if bordered else _LONG_PARAGRAPH):
            return False
        return _LEAST_ABOVE <= self._fitting(longest) <= self._left(longest)

    def _labels_whole(self, row: int) -> bool:
        """Does every label and value on the row have room above the edge?"""
        return all(
            self._label_need(block) <= self._bottom - self._tops[block] + _EPSILON
            for block in self._sheet.blocks_on(row)
        )

    def _fitting(self, index: int) -> int:
        """Lines of a block that stand above the edge; never all but one."""
        left, fits = self._left(index), self._sheet.blocks[index].fitting(self._bottom - self._tops[index])
        if fits == left - 1 and left > _LEAST_BELOW:
            return left - _LEAST_BELOW
        return min(fits, left)

    def _cut_row(self, row: int) -> _Place:
        """Show as much of the row as fits. What is left of it begins the next page."""
        needs = [self._piece(block) - (self._y - self._tops[block]) for block in self._ends_on(row)]
        spans = set(self._sheet.blocks_on(row)).difference(self._ends_on(row))
        needs += [self._label_need(block) - (self._y - self._tops[block]) for block in spans]
        height = min(max([0.0, *needs]), self._bottom - self._y)
        self._add(row, height)
        if any(self._rest(block) for block in self._ends_on(row)):
            if not self._progress(row):
                return self._overflow(row)
            self._strips[-1] = self._strips[-1]._replace(cut=True)
            return _Place(row, begun=True)
        return _Place(row + 1)

    def _piece(self, index: int) -> float:
        """Height of what a block shows above the edge."""
        block = self._sheet.blocks[index]
        left, fits = self._left(index), self._fitting(index)
        if not left:
            return block.height_again
        if block.whole and fits < left:
            return 0.0
        return block.height_of(fits) if fits else 0.0

    def _takes(self, index: int) -> int:
        """Lines of a block that its slice on this page shows."""
        block, left = self._sheet.blocks[index], self._left(index)
        fits = min(left, block.fitting(self._y - self._tops[index]))
        return 0 if block.whole and fits < left else fits

    def _rest(self, index: int) -> int:
        return self._left(index) - self._takes(index)

    def _progress(self, row: int) -> bool:
        return any(self._takes(block) for block in self._ends_on(row)) or len(self._strips) > self._heads + 1

    def _overflow(self, row: int) -> _Place:
        """Not even a line fits on the sheet: let the row stand out rather than lose it."""
        strip = self._strips.pop()
        self._y = strip.top
        self._add(row, max(self._lack(block) for block in self._ends_on(row)))
        return _Place(row + 1)

    # What a page shows

    def _slice(self, index: int, top: float, bottom: float) -> Slice:
        block = self._sheet.blocks[index]
        fits, all_lines = block.fitting(bottom - top), block.text.lines
        if not self._left(index) or block.cell.bottom <= self._place.row:
            return self._again(index, top, bottom, fits)
        done = self._shown[index]
        left = len(all_lines) - done
        count = min(fits, left)
        if block.whole and count < left:
            count = 0
        self._shown[index] += count
        complete = count == len(all_lines)
        return Slice(index, top, bottom, block.text, all_lines[done : done + count], complete, repeated=False)

    def _again(self, index: int, top: float, bottom: float, fits: int) -> Slice:
        """A block whose text was shown before: the label with （续）, or without where that has no room, or nothing."""
        block = self._sheet.blocks[index]
        head = block.cell.bottom <= self._place.row
        for text in [block.text] if head else _versions(block):
            if len(text.lines) <= fits:
                return Slice(index, top, bottom, text, text.lines, complete=True, repeated=True)
        return Slice(index, top, bottom, block.text, (), complete=True, repeated=True)


def _versions(block: Block) -> list[Lines]:
    """What a continued block shows, the best first."""
    return [block.again, block.text] if block.again else []
