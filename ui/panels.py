"""Panels and dialogs that live in folders of their own, loaded when first needed (a start must not wait for them)."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

INDICATORS = ("ui.indicators.panel", "IndicatorPanel")
OFFICIAL = ("ui.preview.panel", "OfficialTable")
EXPORT = ("ui.output.export", "export_forms")
PRINT = ("ui.output.printing", "print_forms")
PREVIEW = ("ui.output.printing", "preview_forms")

Panel = tuple[str, str]


def available(panel: Panel) -> bool:
    """True when the module is there."""
    package = panel[0].rpartition(".")[0]
    return find_spec(package) is not None and find_spec(panel[0]) is not None


def load(panel: Panel) -> Any:
    """The class or function itself."""
    return getattr(import_module(panel[0]), panel[1])
