"""How a person wants forms on paper where that is not as the form's template says: margins, sheet, letters, marks."""

from __future__ import annotations

from dataclasses import dataclass

from models.table import PAPERS, PageSetup, Table

DRAFT = "草稿"
OFFICIAL_MARGINS = {"margin_top": 37.0, "margin_right": 26.0, "margin_bottom": 35.0, "margin_left": 28.0}
"""GB/T 9704-2012, 5.2: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm, on A4 upright."""
BINDING = {"left": "左", "right": "右", "top": "上"}
"""Side at which the sheets are bound → its word."""
SIZES = (7.0, 16.0)
"""Least and largest size of letters that may be asked for, in points."""
_BINDING_MARGIN = 28.0


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """What is asked for; what is left blank is as the form's template says.

    ``tighten``: a little smaller rather than with a few rows on a last page. ``drafts``: forms with open errors are
    marked as drafts. ``book``: all forms in one PDF with cover, contents and numbers through. ``budget``: in one PDF
    the unit's budget stands before them.
    """

    official: bool = False
    paper: str = ""
    landscape: bool | None = None
    font_size: float | None = None
    binding: str = ""
    tighten: bool = True
    drafts: bool = True
    book: bool = False
    budget: bool = False


AS_IT_IS = PaperChoice()


def on_paper(table: Table, choice: PaperChoice) -> Table:
    """The table on the paper that is asked for."""
    page = _bound(_margins(_sheet(table.page, choice), choice), choice)
    return table if page == table.page else table._replace(page=page)


def _sheet(page: PageSetup, choice: PaperChoice) -> PageSetup:
    size = choice.font_size or page.font_size
    return page._replace(
        paper=choice.paper if choice.paper in PAPERS else page.paper,
        landscape=page.landscape if choice.landscape is None else choice.landscape,
        font_size=min(max(size, SIZES[0]), SIZES[1]) if choice.font_size else size,
        least_font_size=min(page.least_font_size, size),
    )


def _margins(page: PageSetup, choice: PaperChoice) -> PageSetup:
    """The margins of official documents; a sheet that lies is one that stands, turned: bound at its top."""
    if not choice.official:
        return page
    top, right, bottom, left = OFFICIAL_MARGINS.values()
    if page.landscape:
        top, right, bottom, left = left, top, right, bottom
    return page._replace(margin_top=top, margin_right=right, margin_bottom=bottom, margin_left=left)


def _bound(page: PageSetup, choice: PaperChoice) -> PageSetup:
    """Room for the binding at its side; of official margins the wide one changes sides."""
    if choice.binding not in BINDING:
        return page
    side = f"margin_{choice.binding}"
    if choice.official and not page.landscape and choice.binding == "right":
        return page._replace(margin_left=page.margin_right, margin_right=page.margin_left)
    return page._replace(**{side: max(getattr(page, side), _BINDING_MARGIN)})
