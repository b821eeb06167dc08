"""Paper that may be asked for. Loads nothing, so that the command line and the first window may know it."""

from __future__ import annotations

PAPERS: dict[str, tuple[float, float]] = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "B5": (182.0, 257.0)}
"""Sheets of paper that every writer knows → width and height in mm, upright."""
BINDING = {"left": "左", "right": "右", "top": "上"}
"""Side at which the sheets are bound → its word."""
SIZES = (7.0, 16.0)
"""Least and largest size of letters that may be asked for, in points."""
