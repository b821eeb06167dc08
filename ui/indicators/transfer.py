"""Rows on their way: in the program (JSON in a type of its own) and out of it (text with tabs, HTML table).

And files dropped on a row: evidence for that indicator. Elsewhere they are for the window to open.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from models.edits import EditError
from models.goals import Category, Dimension, Indicator
from models.program import SUFFIX
from ui.controls.clipboard import block_mime
from ui.controls.clipboard_html import equal_runs
from ui.indicators.columns import Column
from ui.indicators.entries import INDICATOR, LEVEL_WORDS, LISTS, Level
from ui.session.session import Session

MIME = "application/x-jxmb-indicators"
_KINDS: dict[str, type[Level]] = {"dimension": Dimension, "category": Category, "indicator": Indicator}
_PROCESS = os.urandom(8).hex()


class Parcel(NamedTuple):
    """One node on its way, with the names it stood under."""

    node: Level
    dimension: str = ""
    category: str = ""


class Packet(NamedTuple):
    """What was copied or is dragged: where from, which ids, and the nodes themselves."""

    source: str
    ids: tuple[str, ...]
    parcels: tuple[Parcel, ...]


def token(session: Session) -> str:
    """Names a session among all windows of all running programs."""
    return f"{_PROCESS}-{id(session)}"


def mime_of(session: Session, ids: Sequence[str], columns: Sequence[Column]) -> QMimeData:
    """Rows for the clipboard and for dragging: for this program, as text and as a table."""
    rows = table_of(parcels_of(session, ids), columns)
    data = block_mime(rows, equal_runs(rows, INDICATOR))
    data.setData(MIME, QByteArray(packed(session, ids)))
    return data


def packet_in(data: QMimeData) -> Packet | None:
    """The packet that is dragged or on the clipboard; None where there is none that can be used."""
    return unpacked(bytes(data.data(MIME).data())) if data.hasFormat(MIME) else None


def packed(session: Session, ids: Sequence[str]) -> bytes:
    """Nodes as a packet."""
    nodes = [_sent(session, one) for one in ids]
    return json.dumps({"source": token(session), "ids": list(ids), "nodes": nodes}).encode()


def _sent(session: Session, node_id: str) -> dict[str, Any]:
    dimension, category = names_over(session, node_id)
    node = session.editor.node(node_id)
    kind = next(name for name, model in _KINDS.items() if isinstance(node, model))
    return {"kind": kind, "dimension": dimension, "category": category, "node": node.model_dump(mode="json")}


def names_over(session: Session, node_id: str) -> tuple[str, str]:
    """The names of the 一级 and 二级 that a node stands under."""
    names = {"dimensions": "", "categories": ""}
    parent, field, _ = session.editor.parent(node_id)
    while field in LISTS[1:]:
        node = session.editor.node(parent)
        parent, field, _ = session.editor.parent(parent)
        names[field] = node.name if isinstance(node, Dimension | Category) else ""
    return names["dimensions"], names["categories"]


def unpacked(data: bytes) -> Packet | None:
    """The packet in these bytes; None where there is none that can be used."""
    try:
        found = json.loads(data)
        parcels = [
            Parcel(_KINDS[one["kind"]].model_validate(one["node"]), str(one["dimension"]), str(one["category"]))
            for one in found["nodes"]
        ]
        return Packet(str(found["source"]), tuple(map(str, found["ids"])), tuple(parcels))
    except (ValueError, ValidationError, KeyError, TypeError, EditError):
        return None


# --- as a table -------------------------------------------------------------------------------------------------------


def table_of(parcels: Iterable[Parcel], columns: Sequence[Column]) -> list[list[str]]:
    """Rows as a table: a head, then 一级, 二级, 三级 and the tree's columns for every 三级指标."""
    rows = [[*LEVEL_WORDS, *(column.head for column in columns[1:])]]
    for parcel in parcels:
        rows += _rows(parcel, columns)
    return rows


def _rows(parcel: Parcel, columns: Sequence[Column]) -> Iterable[list[str]]:
    match parcel.node:
        case Indicator() as indicator:
            values = [column.text(indicator) for column in columns]
            yield [parcel.dimension, parcel.category, *values]
        case Category() as category:
            below = [Parcel(node, parcel.dimension, category.name) for node in category.indicators]
            yield from _below(below, [parcel.dimension, category.name], columns)
        case Dimension() as dimension:
            below = [Parcel(node, dimension.name) for node in dimension.categories]
            yield from _below(below, [dimension.name, ""], columns)


def _below(parcels: Sequence[Parcel], names: list[str], columns: Sequence[Column]) -> Iterable[list[str]]:
    """The rows under a level; one with its names alone where there is nothing."""
    if not parcels:
        yield [*names, *([""] * len(columns))]
    for parcel in parcels:
        yield from _rows(parcel, columns)


def parcels_of(session: Session, ids: Iterable[str]) -> list[Parcel]:
    """Nodes of the dossier as they would be sent."""
    found = []
    for one in ids:
        node = session.editor.node(one)
        if isinstance(node, Dimension | Category | Indicator):
            found.append(Parcel(node, *names_over(session, one)))
    return found


_OVER = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class FileDrops(QObject):
    """Watches a view's viewport. ``dropped`` (node id, files); ``row_at`` says which indicator is there, if any."""

    dropped = Signal(str, list)

    def __init__(self, viewport: QWidget, row_at: Callable[[QPoint], str]) -> None:
        super().__init__(viewport)
        self._viewport, self._row_at = viewport, row_at
        viewport.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in (*_OVER, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not files:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            row = self._row_at(event.position().toPoint())
            if row and not any(file.suffix.lower() == SUFFIX for file in files):
                self.dropped.emit(row, files)
            else:
                self._viewport.window().dropEvent(event)  # sent as an event it would come here again
        return True
