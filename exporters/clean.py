"""Text on its way into a file of another program: nothing in it that makes the file unreadable."""

from __future__ import annotations

from models.python import regex

_LINE_BREAKS = regex("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNWRITABLE = regex(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)
_SUSPECT = regex("[^\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]")


def clean_text(text: str) -> str:
    """The text with every line break as ``\\n``, tabs as spaces, and nothing in it that makes a file unreadable.

    Control characters and noncharacters go; a lone surrogate becomes U+FFFD, a pair of them the character it means.
    """
    if not _SUSPECT.search(text):
        return text
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNWRITABLE.sub("", text)
