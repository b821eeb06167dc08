"""Every reader looks inside its file whether it is still wanted, and is left at once where it is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.readers.any_file import read_bytes
from models.heed import StoppedError
from tests.importers.damaged_sources import MAKERS

ROWS = "指标\t值\n" * 20
MADE: dict[str, Callable[[], bytes]] = {
    **MAKERS,
    "表.csv": lambda: ROWS.replace("\t", ",").encode(),
    "字.txt": ROWS.encode,
}


@pytest.mark.parametrize("name", MADE)
def test_a_reader_is_left_inside_its_file(name: str) -> None:
    data, looks = MADE[name](), 0

    def heed() -> None:
        nonlocal looks
        looks += 1

    read_bytes(data, name, heed)
    assert looks > 0

    def enough() -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        read_bytes(data, name, enough)
