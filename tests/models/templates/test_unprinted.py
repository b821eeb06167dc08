"""What a template prints nowhere is listed, unless no path leads to it."""

from __future__ import annotations

from models.goals import Indicator
from models.templates.unprinted import unprinted


def test_a_key_that_makes_no_path_is_not_listed() -> None:
    strange = {"": "一", ".（": "二", "2.5": "三", "2": "四", "（": "五"}
    found = unprinted(frozenset(), [Indicator(name="甲", history=strange, extra=strange), Indicator(name="乙")])
    assert [path for path in found if path.partition(".")[0] in ("history", "extra")] == [
        "history.2",
        "history.（",
        "extra.2",
        "extra.（",
    ]
