"""What the tree's model answers besides Qt's own questions, and what its rows allow."""

from __future__ import annotations

from PySide6.QtCore import Qt

_Role = Qt.ItemDataRole
_Flag = Qt.ItemFlag

ID_ROLE, PATH_ROLE, MARK_ROLE, CELL_MARK_ROLE, UNSEEN_ROLE, LINE_ROLE, SAID_ROLE = (
    _Role.UserRole + n for n in range(1, 8)
)
MARKED = [
    _Role.DecorationRole,
    _Role.ToolTipRole,
    _Role.AccessibleTextRole,
    _Role.AccessibleDescriptionRole,
    MARK_ROLE,
    CELL_MARK_ROLE,
]
"""The roles that findings show in."""
SINCE_ROLES = [_Role.ToolTipRole, _Role.AccessibleTextRole, _Role.AccessibleDescriptionRole, UNSEEN_ROLE, LINE_ROLE]
"""Those that last year's values show in."""
SAID_ROLES = [_Role.ToolTipRole, _Role.AccessibleTextRole, _Role.AccessibleDescriptionRole, SAID_ROLE]
"""Those that comments show in."""

_ROW = _Flag.ItemIsSelectable | _Flag.ItemIsEnabled | _Flag.ItemIsDragEnabled
LEAF = _ROW | _Flag.ItemIsEditable | _Flag.ItemNeverHasChildren
ABOVE = _ROW | _Flag.ItemIsDropEnabled
NAMED = ABOVE | _Flag.ItemIsEditable
"""Flags of a cell of a 三级指标, of a cell over it, and of the name over it."""
