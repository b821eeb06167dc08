"""What dialogs share: a size that the screen has room for, and the button that closes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QListWidget, QScrollArea, QVBoxLayout, QWidget


def resize_to_fit(dialog: QWidget, width: int, height: int) -> None:
    """Gives a dialog a size, but never more than the screen has, less a frame around it."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - 16), min(height, room.height() - 48))


def close_button(dialog: QDialog) -> QDialogButtonBox:
    """The row of buttons of a dialog in which there is nothing to agree to."""
    buttons = standard_buttons(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    return buttons


def standard_buttons(wanted: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """A row of buttons with words alone: the signs that Qt adds are of another hand, and black in the dark too."""
    buttons = QDialogButtonBox(wanted)
    for button in buttons.buttons():
        button.setIcon(QIcon())
    return buttons


class _Scrolled(QScrollArea):
    """Wants the room of all that is in it; Qt's own wants a few lines at most."""

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint() if self.widget() else super().sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def scrolled(content: QWidget, name: str) -> QScrollArea:
    """What a dialog is about, scrolled where the screen is small, so that the buttons below stay in sight."""
    area = _Scrolled()
    area.setAccessibleName(name)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    return area


class Listing(QDialog):
    """Lines that are too many for a message; beside the work, until it is closed."""

    def __init__(self, title: str, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.addItems(lines)
        column = QVBoxLayout(self)
        column.addWidget(self.list)
        column.addWidget(close_button(self))
        resize_to_fit(self, 480, 420)
