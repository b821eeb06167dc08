"""Chinese in Qt's own words, dates and sizes, whatever language the system speaks."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

MISSING = {
    ("QAbstractFileIconProvider", "Drive"): "驱动器",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
}
"""What Qt's Chinese translation lacks of the words in its own dialogs, by context and word."""


ON_KEYS = {"Return": "Enter", "Enter": "Enter", "Del": "Delete", "Backspace": "Backspace"}
ON_KEYS |= {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
"""What is printed on the keys that Qt, or its Chinese translation, calls otherwise."""
WORDS = MISSING | {("QShortcut", name): printed for name, printed in ON_KEYS.items()}


class Words(QTranslator):
    """Knows the words of ``WORDS``."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, word: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # type: ignore[override]
        """None where it does not know the word: Qt takes an empty one as it is."""
        del disambiguation, n
        return WORDS.get((context, word))


def speak_chinese(application: QCoreApplication) -> None:
    """Qt's words in Chinese, once. The last installed is asked first: ``Words`` knows better than Qt's translation."""
    if application.findChild(Words) is not None:
        return
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    application.installTranslator(Words(application))


def read_system_as_chinese() -> None:
    """Before the application is made: on Linux Qt's file dialog writes dates and sizes as the system does.

    Qt looks at the environment once, when it first needs the system's language (even to find its own folders).
    """
    if not sys.platform.startswith("linux"):
        return
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "zh_CN.UTF-8"
    QLocale.system().name()
    if before is None:
        del os.environ["LC_ALL"]
    else:
        os.environ["LC_ALL"] = before
