"""The fields of a page that is filled in: what stands in them, as a browser shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

_BOXES = frozenset({"checkbox", "radio"})
_WITHOUT_TEXT = frozenset({"hidden", "button", "submit", "reset", "image", "password", "file", "color", "range"})


def said_in(attributes: dict[str, str]) -> str:
    """What an ``<input>`` shows: its text, or its box ticked or not."""
    kind = attributes.get("type", "text").strip().lower()
    if kind in _BOXES:
        return "☑" if "checked" in attributes else "□"
    return "" if kind in _WITHOUT_TEXT else attributes.get("value", "")


@dataclass(slots=True)
class Choice:
    """A ``<select>`` that is being read: its options, each with whether it is chosen."""

    several: bool
    options: list[tuple[bool, list[str]]] = field(default_factory=list)

    @classmethod
    def of(cls, attributes: dict[str, str]) -> Choice:
        return cls("multiple" in attributes)

    def begin_option(self, attributes: dict[str, str]) -> None:
        self.options.append(("selected" in attributes, []))

    def add(self, text: str) -> None:
        if self.options:
            self.options[-1][1].append(text)

    def said(self) -> str:
        """The options that are chosen; of a list that lets one be chosen the first where none is marked."""
        texts = ["".join(parts).strip() for chosen, parts in self.options if chosen]
        if self.several:
            return "、".join(texts)
        return texts[-1] if texts else "".join("".join(parts) for _, parts in self.options[:1]).strip()
