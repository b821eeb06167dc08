"""The fields of a form as they lie on the paper: the same order, words and neighbours."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.fields import PROSE, entries, new_entry
from models.rules.finding import Finding
from models.sheets import Sheet
from models.templates.asked import TICKS
from models.templates.grid import GridCell, Place
from models.templates.printed import Labels, dated, fixed_text, words_of
from models.templates.template import FormTemplate
from models.touched import Touched
from ui.controls.editors import ChoiceField, ComboField, LineField, TextField
from ui.controls.labels import FieldLabel, TitleLabel
from ui.controls.plain import PlainLabel
from ui.form.accessible_names import field_names
from ui.form.dates import DateField
from ui.form.drawing import Cells, Item, Rows, Words, items_of, unprinted_columns
from ui.form.field_grid import FieldGrid
from ui.form.group import AnyField, FieldGroup
from ui.form.sums import Sum, SumLabel, sums_of
from ui.form.table_panel import ValueTablePanel
from ui.form.tables import ListRows, ValueTable
from ui.form.unprinted import UnprintedFields
from ui.ground.style import INSET
from ui.ground.theme import HEADING, page_role, title_font
from ui.session.session import Session
from ui.session.writing import UNIT_NAME, path_of_unit_name

MATRIX = 3  # amounts in a row from which it is a table of money
UNDER, MOST_LEFT = 4, 50  # pixels seen under the last field in sight; that are given up or taken for it to be whole
ROOM_FOR_UNIT = 0.13  # share of the form's width from which a field has room for 万元 behind it


class FieldsArea(QFrame):
    """All fields of a form that are not of its goals."""

    def __init__(self, session: Session, sheet: Sheet, template: FormTemplate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._form, self._template = session, sheet.form, template
        self._words = words_of(template, session.dossier.year)
        self._labels = Labels(template)
        self._sums = sums_of(template)
        self._crowded: frozenset[int] = frozenset()
        self._grids: list[FieldGrid] = []
        self._room = 0
        self.group = FieldGroup()
        self.tables: list[ValueTablePanel] = []
        self._sum_labels: list[SumLabel] = []
        self._unit_names: list[LineField] = []
        self.setBackgroundRole(page_role())
        self.setAutoFillBackground(True)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 12, INSET, 16)
        column.setSpacing(10)
        items = list(items_of(template, self._words))
        self._names = field_names(items, self._labels, self._words)
        for item in items:
            column.addWidget(self._widget(item))
        self._unprinted = UnprintedFields(session, sheet.form, template, self.group, self)
        column.addWidget(self._unprinted)
        column.addStretch(1)

    def fit(self, width: int) -> None:
        """In a width that is too small for the paper's columns the fields stand one under the other."""
        self._room = width
        margins = self._column.contentsMargins()
        room = width - margins.left() - margins.right()
        narrow = any(grid.paper_width() > room for grid in self._grids)
        for grid in self._grids:
            grid.arrange(room, narrow=narrow)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._room:
            self.fit(self._room)
        return super().event(event)

    def paper_height(self, width: int) -> int:
        """The height at which all that the paper has is in sight; what it does not print may be scrolled for."""
        whole = self.heightForWidth(width)
        if self._unprinted.isHidden():
            return whole
        return whole - self._unprinted.sizeHint().height()

    def without_cuts(self, height: int) -> int:
        """That height or nearly, so that no line and no note under it is cut in two; a long text may be."""
        shown = [one for one in (*self.group.fields(), *self._sum_labels) if one.isVisibleTo(self)]
        tops = [(one, one.mapTo(self, QPoint()).y()) for one in shown]
        spans = [(top, top + one.height()) for one, top in tops]
        ends = {bottom + UNDER for _, bottom in spans if abs(bottom + UNDER - height) <= MOST_LEFT}
        whole = [end for end in ends if not any(top < end < bottom for top, bottom in spans)]
        lower = [end for end in whole if end <= height]
        return max(lower) if lower else min(whole, default=height)

    def _widget(self, item: Item) -> QWidget:
        if isinstance(item, Words):
            return self._heading(item)
        if isinstance(item, Rows):
            return self._table(item)
        return self._grid(item)

    def _heading(self, item: Words) -> QLabel:
        is_title = item.kind == "title"
        label = TitleLabel(item.text) if is_title else PlainLabel(item.text)
        label.setWordWrap(True)
        if item.kind != "note":
            label.setFont(title_font(label.font(), HEADING if is_title else 1))
        return label

    # --- tables of repeating rows -------------------------------------------------------------------------------------

    def _table(self, item: Rows) -> QWidget:
        rows = ListRows(self._session, self._form, item.of, partial(new_entry, item.of))
        form = self._session.form(self._form)
        columns = item.columns + (unprinted_columns(entries(form, item.of), item.columns) if form else ())
        table = ValueTable(self._session, columns, rows)
        name = item.title or "表格"
        panel = ValueTablePanel(table, name)
        table.setParent(panel)
        self.tables.append(panel)
        if not item.title:
            return panel
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading(Words(item.title, "heading")))
        column.addWidget(panel)
        return box

    # --- labels and fields --------------------------------------------------------------------------------------------

    def _grid(self, item: Cells) -> QWidget:
        shares = [max(1, int(width * 10)) for width in self._template.columns]
        grid = FieldGrid(shares, lambda cell: self._names[cell.places[0].path])
        self._grids.append(grid)
        self._crowded = self._rows_of_money(item) | self._rows_told(item)
        named = {(cell.row, cell.column + cell.column_span) for cell in item.cells if cell.fixed and cell.pieces}
        summed = {cell.row for cell in item.cells for place in cell.places if self._sums_at(place)}
        for cell in item.cells:
            if len(cell.places) > 1 and (cell.row, cell.column) not in named and not _has_words(cell):
                grid.add(cell, self._fields(cell, named=True), Qt.AlignmentFlag(0))
                continue
            if cell.places and len(cell.pieces) == 1 and not cell.places[0].choice and self._nameless(cell, named):
                grid.add(cell, self._with_name(cell), Qt.AlignmentFlag(0))
                continue
            place = Qt.AlignmentFlag.AlignTop if cell.row in summed and cell.places else Qt.AlignmentFlag(0)
            grid.add(cell, self._cell(cell), place)
        return grid

    def _rows_of_money(self, item: Cells) -> frozenset[int]:
        """Rows with so many amounts that only the head of the table says 万元."""
        rows = [cell.row for cell in item.cells for place in cell.places if self._is_money(place)]
        return frozenset(row for row in rows if rows.count(row) >= MATRIX)

    def _rows_told(self, item: Cells) -> frozenset[int]:
        """Rows whose label says 万元 for all that stands beside it."""
        told = (cell for cell in item.cells if cell.fixed and self._template.money_unit in self._said(cell))
        return frozenset(row for cell in told for row in range(cell.row, cell.row + cell.row_span))

    def _said(self, cell: GridCell) -> str:
        return fixed_text(cell.pieces, self._words)

    def _is_money(self, place: Place) -> bool:
        own = self._template.rule_of(place.path).type
        return not place.percent and own != "number" and self._template.field_kind(place.path) == "amount"

    def _nameless(self, cell: GridCell, named: set[tuple[int, int]]) -> bool:
        """True for a field that has neither words of its own nor a label before or over it, such as a date."""
        return cell.row == 0 and cell.column > 0 and (cell.row, cell.column) not in named and self._is_text(cell)

    def _is_text(self, cell: GridCell) -> bool:
        return self._template.field_kind(cell.places[0].path) == "text"

    def _with_name(self, cell: GridCell) -> QWidget:
        return _beside_each_other([PlainLabel(self._labels.of(cell.places[0].path)), self._cell(cell)])

    def _cell(self, cell: GridCell) -> QWidget:
        if cell.fixed:
            return self._label(self._said(cell))
        if any(place.choice for place in cell.places):
            return self._choice(cell)
        return self._fields(cell)

    def _label(self, text: str) -> QLabel:
        return FieldLabel(text.replace("\n", ""))

    def _choice(self, cell: GridCell) -> QWidget:
        choices: list[tuple[str, str]] = []
        word = ""
        for piece in cell.pieces:
            if isinstance(piece, Place):
                if piece.choice:
                    choices.append((word.strip() or piece.choice, piece.choice))
                word = ""
            else:
                word += piece
        place = cell.places[0]
        several = TICKS if self._template.rule_of(place.path).type == "ticks" else ""
        return self._take(ChoiceField(self._session, self._path(place), choices, self._names[place.path], several))

    def _fields(self, cell: GridCell, *, named: bool = False) -> QWidget:
        """The fields of a cell with the words before and behind them; ``named``: the paper has none, the program's."""
        share = sum(self._template.columns[cell.column : cell.column + cell.column_span]) / sum(self._template.columns)
        parts: list[QWidget] = []
        for piece in cell.pieces:
            if isinstance(piece, str):
                if piece.strip():
                    parts.append(PlainLabel(piece.strip()))
            elif piece.from_context:
                parts.append(PlainLabel(self._words.get(piece.path, "")))
            else:
                around = [piece.before.strip() or self._labels.of(piece.path) * named, piece.after.strip()]
                fields = self._field(piece, unit=share >= ROOM_FOR_UNIT and cell.row not in self._crowded)
                labels = [[PlainLabel(words)] if words else [] for words in around]
                parts += [*labels[0], *fields, *labels[1]]
        return parts[0] if len(parts) == 1 else _beside_each_other(parts)

    def _field(self, place: Place, *, unit: bool) -> list[QWidget]:
        kind = self._template.field_kind(place.path)
        rule = self._template.rule_of(place.path)
        name, path = self._names[place.path], self._path(place)
        if kind == "amount":
            return self._amount(place, LineField(self._session, path, "amount", name), unit=unit)
        if rule.choices:
            return [self._take(ComboField(self._session, path, rule.choices, name))]
        limit = rule.limit or 0
        if place.path.split(".")[-1] in PROSE or limit > 60 or rule.type == "long":
            return [self._take(TextField(self._session, path, name, limit))]
        dated_field = place.path == "date" or rule.type == "date"
        line = DateField(self._session, path, name) if dated_field else LineField(self._session, path, kind, name)
        if rule.hint.strip():
            line.setPlaceholderText(rule.hint.strip())
        elif place.path == "unit_name":
            line.setPlaceholderText(self._session.dossier.unit.name)
            self._unit_names.append(line)
        return [self._take(line)]

    def _amount(self, place: Place, line: LineField, *, unit: bool) -> list[QWidget]:
        parts = [self._take(line)]
        if place.percent:
            parts.append(PlainLabel("%"))
        elif unit and self._is_money(place):
            parts.append(PlainLabel(self._template.money_unit))
        sums = self._sums_at(place)
        if not sums:
            return parts
        box = QWidget()
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(_beside_each_other(parts))
        for one in sums:
            label = SumLabel(self._session, self._form, one)
            self._sum_labels.append(label)
            column.addWidget(label)
        return [box]

    def _sums_at(self, place: Place) -> list[Sum]:
        """What has to add up to the value of that place."""
        return [one for one in self._sums if one.total == place.path]

    def _take(self, field: AnyField) -> QWidget:
        self.group.add(field)
        return field

    def _path(self, place: Place) -> str:
        if place.path == "unit_name":
            return path_of_unit_name(self._session, self._form)
        return f"{self._form}.{dated(place.path, self._words)}"

    def place_of(self, path: str) -> QWidget | None:
        """The field or table that shows a value; a table goes to its cell."""
        field = self.group.find(path)
        if field is None and path == f"{self._form}.unit_name":
            field = self.group.find(UNIT_NAME)
        return field or next((panel.view for panel in self._all_tables() if panel.view.go_to(path)), None)

    def _all_tables(self) -> list[ValueTablePanel]:
        return [*self.tables, *self._unprinted.tables]

    # --- hearing of changes -------------------------------------------------------------------------------------------

    def hear(self, touched: Touched) -> None:
        """Updates what a change touched."""
        self.group.refresh(touched)
        self._unprinted.refresh()
        for panel in self._all_tables():
            panel.view.table.hear(touched)
        for label in self._sum_labels:
            label.refresh()
        for line in self._unit_names if "unit.name" in touched.paths else ():
            line.setPlaceholderText(self._session.dossier.unit.name)

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows the findings at the fields and in the tables."""
        self.group.mark(findings)
        for panel in self._all_tables():
            panel.view.table.mark(findings)


def _has_words(cell: GridCell) -> bool:
    return any(isinstance(piece, str) and piece.strip() for piece in cell.pieces)


def _beside_each_other(parts: list[QWidget]) -> QWidget:
    box = QWidget()
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    row = QHBoxLayout(box)
    row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetMinimumSize)  # else an amount lies over the % behind it
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for part in parts:
        row.addWidget(part, 0 if isinstance(part, QLabel) else 1)
    return box
