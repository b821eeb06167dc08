"""What the style sheet of a page says of its classes: which are not shown, which are in a font of signs."""

from __future__ import annotations

from importers.readers.office.sign_fonts import font_of_signs
from models.python import regex

_AT_RULES = regex(r"@(?:media|supports)[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?\*/|<!--|-->", 16)
_OF_CLASS = regex(r"\w*\.([\w-]+)")
_HIDDEN = regex(r"display:none|visibility:collapse|mso-hide:all")
_FONT = regex(r"(?:^|;)(?:font-family|mso-symbol-font-family):\s*[\"']?\s*([^\"',;]+)", 2)


class Classes:
    """The rules that matter here, by class."""

    def __init__(self) -> None:
        self._rules: dict[str, str] = {}

    def learn(self, styles: str) -> None:
        """Takes the rules of a style sheet that are of classes alone, whatever medium they are for."""
        for rule in _AT_RULES.sub("", styles).split("}"):
            selectors, _, said = rule.rpartition("{")
            if _HIDDEN.search(_plain(said)) or _FONT.search(said):
                for selector in selectors.split(","):
                    if found := _OF_CLASS.fullmatch(selector.strip()):
                        self._rules[found[1]] = self._rules.get(found[1], "") + ";" + said

    def hides(self, attributes: dict[str, str]) -> bool:
        """True for an element that is not shown."""
        return "hidden" in attributes or bool(_HIDDEN.search(_plain(self._said_of(attributes))))

    def font_of(self, attributes: dict[str, str], around: str) -> str:
        """The font of signs that an element is in; ``around`` is that of the element it stands in."""
        found = _FONT.findall(self._said_of(attributes)) + ([attributes["face"]] if "face" in attributes else [])
        return font_of_signs(found[-1].strip()) if found else around

    def _said_of(self, attributes: dict[str, str]) -> str:
        own = attributes.get("style", "")
        return ";".join([*(self._rules.get(one, "") for one in attributes.get("class", "").split()), own])


def _plain(styles: str) -> str:
    return "".join(styles.lower().split())
