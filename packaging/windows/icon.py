"""Puts PNG pictures of several sizes into one .ico. Usage: python icon.py TARGET.ico PICTURE.png..."""

from __future__ import annotations

import struct
import sys
from collections.abc import Sequence
from pathlib import Path


def ico(pictures: Sequence[bytes]) -> bytes:
    """The file: a head, a line for each picture, the pictures."""
    place = 6 + 16 * len(pictures)
    lines = b""
    for data in pictures:
        width, height = struct.unpack(">II", data[16:24])
        lines += struct.pack("<BBBBHHII", width % 256, height % 256, 0, 0, 1, 32, len(data), place)
        place += len(data)
    return struct.pack("<HHH", 0, 1, len(pictures)) + lines + b"".join(pictures)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(ico([Path(name).read_bytes() for name in sys.argv[2:]]))
