"""Office files and other zip archives without times, so that equal content gives equal bytes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from models.python import regex

_PROPERTIES = "docProps/core.xml"  # of an office file: title, author, dates
_DATES = regex(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip archive can hold


class TimelessZip(ZipFile):
    """A zip archive that records no times and nothing of the system it was made on."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_args: Any, **_kwargs: Any) -> None:
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        if name == _PROPERTIES:
            data = _DATES.sub(b"", data if isinstance(data, bytes) else data.encode("utf-8"))
        entry = ZipInfo(name, _NO_TIME)
        entry.compress_type = ZIP_DEFLATED
        entry.create_system = 0
        super().writestr(entry, data)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_kwargs: Any) -> None:
        self.writestr(str(arcname or filename), Path(filename).read_bytes())


def timeless(data: bytes) -> bytes:
    """The parts of an archive in one without times."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as made, TimelessZip(buffer, "w", ZIP_DEFLATED) as archive:
        for name in made.namelist():
            archive.writestr(name, made.read(name))
    return buffer.getvalue()
