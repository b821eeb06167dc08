"""Text of a web page that is white where nothing is behind it, so that nobody sees it."""

from __future__ import annotations

from collections.abc import Mapping

from models.python import regex

_MAY_BE_WHITE = regex(r"(?i)color\s*[:=]\s*[\"']?\s*(?:#fff|white|rgba?\(\s*255)")
_RULE = regex(r"\.([\w-]+)\s*\{([^{}]*)\}")
_SAID = regex(r"(?i)(?:^|;)\s*(color|background(?:-color)?)\s*:\s*([^;]+)")
_WHITE = regex(r"(?i)\s*(?:#f{3}|#f{6}|white|window|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,[^)]*)?\))\s*")
_BARE = regex(r"(?i)\s*(?:transparent|none|auto|initial|inherit)\s*")
_WITHIN = {"td": ("tr", "table"), "th": ("tr", "table"), "tr": ("table",), "p": ("td", "th", "div", "table")}
"""Elements that nobody need close: up to which one they do."""


class Ink:
    """The colours of the elements that are open; ``unseen`` counts the texts in white on nothing."""

    def __init__(self) -> None:
        self.unseen = 0
        self._rules: dict[str, str] = {}
        self._open: list[tuple[str, bool, bool]] = []  # element, white, something is behind it

    def learn(self, styles: str) -> None:
        """Takes the rules of a style sheet that are of classes."""
        self._rules.update(_RULE.findall(styles))

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        while tag in _WITHIN and self._open and self._open[-1][0] not in _WITHIN[tag]:
            if not any(one in _WITHIN[tag] for one, *_ in self._open):
                break
            self._open.pop()
        _, white, behind = self._open[-1] if self._open else ("", False, False)
        for what, colour in self._colours(attributes):
            if what == "color":
                white = bool(_WHITE.fullmatch(colour))
            elif not _BARE.fullmatch(colour):
                behind = not _WHITE.fullmatch(colour)
        self._open.append((tag, white, behind))

    def _colours(self, attributes: Mapping[str, str]) -> list[tuple[str, str]]:
        rules = [self._rules.get(name, "") for name in attributes.get("class", "").split()]
        found = [one for rule in (*rules, attributes.get("style", "")) for one in _SAID.findall(rule)]
        own = [(what, attributes[name]) for name, what in (("color", "color"), ("bgcolor", "b")) if name in attributes]
        return [*own, *((what.lower(), colour) for what, colour in found)]

    def end(self, tag: str) -> None:
        """An element ends, and those within it."""
        at = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), len(self._open))
        del self._open[at:]

    def write(self, text: str) -> None:
        """A text stands where we are."""
        _, white, behind = self._open[-1] if self._open else ("", False, False)
        self.unseen += white and not behind and not text.isspace()


def ink_for(page: str) -> Ink | None:
    """For a page that may write in white; others need none."""
    return Ink() if _MAY_BE_WHITE.search(page) else None
