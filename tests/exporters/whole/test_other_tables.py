"""The tables that no template draws, and how lines break: of many inputs all that comes of each."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

from exporters.budget import budget_table
from exporters.fonts import SONG, load_fonts
from exporters.names import safe_file_name, safe_sheet_name
from exporters.opinion import opinions
from exporters.pages.breaking import balance_text, break_text, widest_number
from exporters.pages.wrapping import breaks, count_lines, ends_alone, widest_word
from exporters.said import notes_about, notes_page
from models.dossier import Budget
from models.files.jxmb import load
from models.folders import samples
from models.rules.engine import check
from models.rules.review import standard
from models.table import Table
from models.values import ExpenditureKind, FundingSource, MoneyLine
from tests.exporters.whole.made import TEXTS, templates
from tests.models.rules.judged.spoiling import spoiled
from tests.models.whole import one_of_each
from tests.models.whole.tables import is_known

KNOWN = Path(__file__).parent / "tables"
LINES = (
    *TEXTS,
    *(
        "四个汉字",
        "五个汉字。",
        "abc defg 甲乙",
        "（甲）《乙》：丙",
        "数量≥3200人次",
        "2380.4平方米",
        "甲，乙，丙。",
        "……——",
    ),
    *("12,345,678.90", "A-12号 B-7号", "一\n二二\n三三三", "", "a" * 12, "龑𠮷龑𠮷", "！？。，", "100%以上"),
)
ROOMS = (1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 6.5, 8.0, 12.0, 20.0)


def lines_of(table: Table) -> Iterator[str]:
    """Where each cell stands, what it is and says; what stays together."""
    yield f"▦ {table.title} {table.widths} {table.row_count} {table.bands} {table.together} {table.page.font_size}"
    yield from (f"{one.row}.{one.column} {one.row_span}×{one.column_span} {one.role} {one.text}" for one in table.cells)


def test_the_budget_as_a_table() -> None:
    dossier = one_of_each.dossier()
    table = budget_table(dossier)
    assert table is not None
    lines = [*lines_of(table)]
    income = {FundingSource.TOTAL: MoneyLine(amount=Decimal(30), history={"2025": Decimal("12.50")})}
    for budget in (Budget(), Budget(income=income), Budget(expenditure={ExpenditureKind.BASIC: MoneyLine()})):
        dossier.budget = budget
        alone = budget_table(dossier)
        lines += lines_of(alone) if alone else ["none"]
    is_known("budget", lines, KNOWN)


def test_the_opinions_on_samples_good_and_spoiled() -> None:
    lines = []
    good = [(path.stem, load(path)) for path in samples()[::4]]
    bad = [(one.ways, one.dossier) for path in samples()[::5] for one in islice(spoiled(path.stem), 2)]
    bad.append(("everything", one_of_each.dossier()))
    for name, dossier in good + bad:
        lines += [f"═══ {name}"]
        found = check(dossier, templates())
        lines += [line for table in opinions(dossier, found, standard()) for line in lines_of(table)]
    is_known("opinions", lines, KNOWN)


def test_the_notes_on_a_form() -> None:
    dossier = one_of_each.dossier()
    form = dossier.forms[2]
    for comment, where in zip(dossier.comments, (f"{form.id}.name", form.goals[0].id), strict=True):
        comment.where = where
    notes = notes_about(dossier, [form])
    is_known("notes", [*map(str, notes), *lines_of(notes_page(notes))], KNOWN)


def test_where_lines_break() -> None:
    widths, lines = load_fonts().widths(SONG), []
    for text in LINES:
        lines.append(f"═══ {text} {widest_word(text):g} {widest_number(text, widths):.3f}")
        for room in ROOMS:
            counted = f"{count_lines(text, room, stand_in=False)} {count_lines(text, room, stand_in=True)}"
            alone = " alone" if ends_alone(text, room) else ""
            plain = breaks(text, room) if room > widest_word(text) else []
            broken = "|".join(line.text for line in break_text(text, room, widths))
            balanced = "|".join(line.text for line in balance_text(text, room, widths))
            lines.append(f"{room:g}: {counted}{alone} {plain} {broken} ¦ {balanced}")
    is_known("lines", lines, KNOWN)


NAMES = (
    *(
        "项目支出绩效目标表",
        'a/b\\c:d*e?f"g<h>i|j',
        "con",
        "CON.txt",
        "nul ",
        "com1",
        "lpt9.",
        "console",
        "",
        " ",
        ".",
        "..",
    ),
    *(
        "名" * 90,
        "名" * 84 + "𠮷",
        "a" * 300,
        "表\u200b",
        "表\n二",
        "'表'",
        "[表]",
        "History",
        "表. ",
        "e\u0301" * 40,
        "com¹",
    ),
)


def test_names_of_files_and_sheets() -> None:
    files: list[str] = []
    sheets: set[str] = set()
    lines = []
    for name in (*NAMES, *NAMES[:4], *NAMES[12:15]):
        files.append(safe_file_name(name, files))
        sheet = safe_sheet_name(name, sheets)
        sheets.add(sheet)
        lines.append(f"{name!r}: {files[-1]!r} {sheet!r}")
    is_known("names", lines, KNOWN)
