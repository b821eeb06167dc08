"""Tables that no template draws, put together row by row: the opinion, the budget of the set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.table import Band, Cell, PageSetup, Role, Table


class Rows:
    """Rows put one under the other, over columns of these widths in mm."""

    def __init__(self, widths: Sequence[float]) -> None:
        self._widths = tuple(widths)
        self._cells: list[Cell] = []
        self._bands: list[Band] = []
        self._together: list[tuple[int, int]] = []
        self.count = 0

    def line(self, text: str, role: Role) -> None:
        """One cell as wide as the table."""
        self.row([(len(self._widths), text, role)])

    def row(self, cells: Iterable[tuple[int, str, Role]]) -> None:
        """Cells side by side: columns taken, text, role."""
        column = 0
        for span, text, role in cells:
            self._cells.append(Cell(self.count, column, text, 1, span, role))
            column += span
        self.count += 1

    def under(self, head: Iterable[tuple[int, str, Role]], rows: Iterable[Iterable[tuple[int, str, Role]]]) -> None:
        """Rows under a head that stands on every page they reach; what is said over it stays with the first of them."""
        start = self.count
        self.row(head)
        for row in rows:
            self.row(row)
        self._bands.append(Band(start, start + 1, start + 1, self.count))
        self._together.append((max(start - 1, 0), min(start + 2, self.count)))

    def table(self, title: str, whole: int = 0) -> Table:
        """What was put there; the last ``whole`` rows stay on one page."""
        together = (*self._together, *(((self.count - whole, self.count),) if whole else ()))
        bands, page = tuple(self._bands), PageSetup(font_size=9)
        return Table(self._widths, self.count, tuple(self._cells), title, bands, together, page)
