"""What makes a sheet pleasant to work in: heads that stay in sight, and lists to choose from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exporters.clean import clean_text
from exporters.excel.placing import Layout
from models.table import Cell, Table

Choices = Callable[[str], tuple[str, ...]]
"""Field as drawn → what its template offers for it."""

_MOST_FROZEN = 260.0
"""Points of the sheet that may stay in sight for good: about half of a small screen."""
_LONGEST_LIST = 255
"""Characters of a list that Excel takes."""


def keep_head_in_sight(sheet: Worksheet, table: Table, layout: Layout) -> None:
    """What stands above the indicators stays in sight while they are scrolled, where the screen has room for both."""
    if not table.bands:
        return
    longest = max(table.bands, key=lambda band: band.stop - band.start)
    head = layout.first[longest.head_stop]
    if layout.height((0, head)) <= _MOST_FROZEN:
        sheet.freeze_panes = f"A{head + 1}"


def offer_choices(sheet: Worksheet, cells: Iterable[Cell], layout: Layout, choices: Choices) -> None:
    """Lists of the template's words for the cells that show one value of such a field; other words may be typed."""
    places: dict[str, list[str]] = defaultdict(list)
    for cell in cells:
        if len(cell.slots) == 1 and not cell.slots[0].choice and not cell.slots[0].lead:
            places[cell.slots[0].field].append(f"{get_column_letter(cell.column + 1)}{layout.first[cell.row] + 1}")
    for field, where in places.items():
        if listed := _as_list(choices(field)):
            offered = DataValidation("list", listed, allow_blank=True, showErrorMessage=False, showDropDown=False)
            for place in where:
                offered.add(place)
            sheet.add_data_validation(offered)


def _as_list(words: tuple[str, ...]) -> str:
    """The words as Excel wants them; blank where it could not take them."""
    listed = ",".join(map(clean_text, words))
    fits = words and len(listed) <= _LONGEST_LIST and not any(sign in word for word in words for sign in ',"\n')
    return f'"{listed}"' if fits else ""
