"""What the style sheet of a page says of its classes: which are not shown, which are in a font of signs."""

from __future__ import annotations

from collections.abc import Iterator

from importers.readers.office.sign_fonts import font_of_signs
from models.python import regex

_MOST_SAID = 1000  # letters of what is said of a class, the last ones
_BRACES = regex(r"([{}])")
_OF_CLASS = regex(r"\w*\.([\w-]+)")
_HIDDEN = regex(r"display:none|visibility:collapse|mso-hide:all")
_FONT = regex(r"(?:^|;)(?:font-family|mso-symbol-font-family):\s*[\"']?\s*([^\"',;]+)", 2)


class Classes:
    """The rules that matter here, by class."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}

    def learn(self, styles: str) -> None:
        """Takes the rules of a style sheet that are of classes alone, whatever medium they are for."""
        for selectors, said in _rules(_without_comments(styles)):
            if _HIDDEN.search(_plain(said)) or _FONT.search(said):
                for selector in selectors.split(","):
                    if found := _OF_CLASS.fullmatch(selector.strip()):
                        self._said[found[1]] = f"{self._said.get(found[1], '')};{said}"[-_MOST_SAID:]

    def hides(self, attributes: dict[str, str]) -> bool:
        """True for an element that is not shown."""
        return "hidden" in attributes or bool(_HIDDEN.search(_plain(self._said_of(attributes))))

    def font_of(self, attributes: dict[str, str], around: str) -> str:
        """The font of signs that an element is in; ``around`` is that of the element it stands in."""
        found = _FONT.findall(self._said_of(attributes)) + ([attributes["face"]] if "face" in attributes else [])
        return font_of_signs(found[-1].strip()) if found else around

    def _said_of(self, attributes: dict[str, str]) -> str:
        own = attributes.get("style", "")
        return ";".join([*(self._said.get(one, "") for one in attributes.get("class", "").split()), own])


def _without_comments(styles: str) -> str:
    first, *others = styles.replace("<!--", "").replace("-->", "").split("/*")
    return first + "".join(one.partition("*/")[2] for one in others)


def _rules(styles: str) -> Iterator[tuple[str, str]]:
    """Selectors and what is said of them, but of those within other rules (for a medium, for print)."""
    depth, selectors = 0, ""
    for piece in _BRACES.split(styles):
        if piece in ("{", "}"):
            depth = max(0, depth + (1 if piece == "{" else -1))
        elif depth == 0:
            selectors = piece.rpartition(";")[2]
        elif depth == 1 and not selectors.lstrip().startswith("@"):
            yield selectors, piece


def _plain(styles: str) -> str:
    return "".join(styles.lower().split())
