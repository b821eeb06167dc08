"""What is typed or pasted is written as it is meant, at once: ``>=`` as ≥, full-width digits as digits."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_QUOTES = "《》"
_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_PAIRS = {
    greater + equal: sign
    for greaters, sign in ((">＞﹥》", "≥"), ("<＜﹤《", "≤"))
    for greater in greaters
    for equal in "=＝"
}


def meant(before: str, typed: str) -> tuple[str, int]:
    """What is to be written for ``typed``, and how many of the characters ``before`` it make way for that."""
    text = typed.translate(_DIGITS)
    for pair, sign in _PAIRS.items():
        if pair[0] not in _QUOTES:
            text = text.replace(pair, sign)
    if text and before[-1:] + text[0] in _PAIRS and not _ends_quote(before):
        return _PAIRS[before[-1:] + text[0]] + text[1:], 1
    return text, 0


def _ends_quote(before: str) -> bool:
    """An input method writes 》 for the key of >; behind a title it is no sign."""
    return before.endswith("》") and before.count("《") >= before.count("》")


def pasted(text: str) -> str:
    """What is to be written for a text from the clipboard."""
    return meant("", text)[0]


def paste_into(editor: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Puts a text from the clipboard where the cursor is, as if it had been typed."""
    written, way = meant(_before(editor), text)
    if way:
        _take_back(editor)
    if isinstance(editor, QLineEdit):
        editor.insert(written)
    else:
        editor.insertPlainText(written)


def as_meant(editor: QLineEdit | QPlainTextEdit, event: QEvent) -> QEvent | None:
    """The event to go on with instead, where what it types is written in another way."""
    typed = _typed(event)
    if not typed:
        return None
    text, way = meant(_before(editor), typed)
    if text == typed:
        return None
    if way:
        _take_back(editor)
    if isinstance(event, QKeyEvent):
        return QKeyEvent(event.type(), 0, event.modifiers(), text, event.isAutoRepeat(), event.count())
    made = QInputMethodEvent()
    made.setCommitString(text)
    return made


def _typed(event: QEvent) -> str:
    if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
        return event.text()
    if isinstance(event, QInputMethodEvent) and not event.preeditString() and not event.replacementLength():
        return event.commitString()
    return ""


def _before(editor: QLineEdit | QPlainTextEdit) -> str:
    """What stands before the cursor; what is selected makes way for the typed text and does not count."""
    if isinstance(editor, QLineEdit):
        start = editor.selectionStart()
        return editor.text()[: editor.cursorPosition() if start < 0 else start]
    block = editor.document().findBlock(place := editor.textCursor().selectionStart())
    return block.text()[: place - block.position()]


def _take_back(editor: QLineEdit | QPlainTextEdit) -> None:
    """The one character before the cursor goes, with what is selected."""
    if isinstance(editor, QLineEdit):
        if editor.hasSelectedText():
            editor.del_()
        editor.backspace()
        return
    cursor = editor.textCursor()
    cursor.removeSelectedText()
    cursor.deletePreviousChar()
