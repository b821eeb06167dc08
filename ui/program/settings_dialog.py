"""The settings dialog, made from the table in ``ui/ground/settings.py``. A change holds at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from models.files.reasons import reason
from models.folders import known_rows_file, known_words_file
from models.templates.summaries import regions
from models.templates.template import FormTemplate
from ui.controls.dialogs import close_button, resize_to_fit, scrolled
from ui.controls.plain import plain_tip
from ui.ground.calm_boxes import ChoiceBox, NumberBox
from ui.ground.settings import SETTINGS, TYPING, Setting, Settings
from ui.session.known_words import forget


class SettingsDialog(QDialog):
    """One field for every setting, in groups."""

    def __init__(
        self, settings: Settings, templates: Mapping[str, FormTemplate], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._templates = settings, templates
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("设置")
        content = QWidget()
        column = QVBoxLayout(content)
        groups: list[QFormLayout] = []
        for name in dict.fromkeys(setting.group for setting in SETTINGS):
            group = QGroupBox(name)
            rows = QFormLayout(group)
            groups.append(rows)
            rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            for setting in SETTINGS:
                if setting.group == name:
                    self._add(rows, setting)
            if name == TYPING:
                rows.addRow("", self._forget_words())
            column.addWidget(group)
        _line_up(groups)
        area = scrolled(content, "设置")
        buttons = close_button(self)
        outer = QVBoxLayout(self)
        outer.addWidget(area)
        outer.addWidget(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        hint = content.sizeHint()
        resize_to_fit(self, max(560, hint.width() + 60), hint.height() + buttons.sizeHint().height() + 40)

    def _add(self, rows: QFormLayout, setting: Setting) -> None:
        makers = {
            "text": self._text,
            "number": self._number,
            "switch": self._switch,
            "choice": self._choice,
            "folder": self._folder,
        }
        field = makers[setting.kind](setting)
        if not field.accessibleName():
            field.setAccessibleName(setting.label)
        field.setToolTip(plain_tip(setting.help))
        rows.addRow("" if setting.kind == "switch" else setting.label, field)

    def _forget_words(self) -> QWidget:
        button = QPushButton("清除记下的词")
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.setToolTip(plain_tip("以前打过的词以后不再列出；套表里的不动。"))
        button.clicked.connect(lambda: self._forget(button))
        return button

    def _forget(self, button: QPushButton) -> None:
        try:
            forget(known_words_file())
            forget(known_rows_file())
        except OSError as problem:
            button.setText(f"没有清除：{reason(problem)}")
        else:
            button.setText("已清除")
            button.setEnabled(False)

    def _store(self, key: str, value: object) -> None:
        self._settings[key] = value

    def _text(self, setting: Setting) -> QWidget:
        line = QLineEdit(self._settings[setting.key])
        line.setPlaceholderText(setting.help if setting.key == "unit_name" else "")
        line.textChanged.connect(partial(self._store, setting.key))
        return line

    def _number(self, setting: Setting) -> QWidget:
        number = NumberBox()
        number.setRange(setting.least, setting.most)
        number.setSuffix(setting.suffix)
        number.setSpecialValueText("自动")
        number.setValue(self._settings[setting.key])
        number.valueChanged.connect(partial(self._store, setting.key))
        return number

    def _switch(self, setting: Setting) -> QWidget:
        box = QCheckBox(setting.label)
        box.setChecked(self._settings[setting.key])
        box.toggled.connect(partial(self._store, setting.key))
        return box

    def _choice(self, setting: Setting) -> QWidget:
        combo = ChoiceBox()
        choices = setting.choices or (("", "（每次选择）"), *((name, name) for name in regions(self._templates)))
        for value, word in choices:
            combo.addItem(word, value)
        combo.setCurrentIndex(max(0, combo.findData(self._settings[setting.key])))
        combo.currentIndexChanged.connect(lambda _: self._store(setting.key, combo.currentData()))
        return combo

    def _folder(self, setting: Setting) -> QWidget:
        line = QLineEdit(self._settings[setting.key])
        line.setAccessibleName(setting.label)
        line.textChanged.connect(partial(self._store, setting.key))
        button = QPushButton("选择…")
        button.setAccessibleName(f"选择{setting.label}")
        button.clicked.connect(lambda: self._ask_folder(setting, line))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line, 1)
        row.addWidget(button)
        return box

    def _ask_folder(self, setting: Setting, line: QLineEdit) -> None:
        chosen = QFileDialog.getExistingDirectory(self, setting.label, line.text())
        if chosen:
            line.setText(chosen)


def _line_up(groups: Sequence[QFormLayout]) -> None:
    """The fields of all groups begin below each other."""
    rows = [(group, row) for group in groups for row in range(group.rowCount())]
    items = [group.itemAt(row, QFormLayout.ItemRole.LabelRole) for group, row in rows]
    labels = [label for item in items if item is not None and (label := item.widget()) is not None]
    widest = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setMinimumWidth(widest)
