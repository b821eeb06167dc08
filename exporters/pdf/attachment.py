"""A dossier goes along in a PDF as an embedded file, as in PDF/A-3: the source of what is printed."""

from __future__ import annotations

import hashlib
from typing import Any

from reportlab.pdfbase import pdfdoc

from models.program import SUFFIX

NAME = f"绩效套表{SUFFIX}"
_WORDS = "这份 PDF 的套表，用绩效目标表编辑器打开 PDF 就能取出"


class _Catalog(pdfdoc.PDFCatalog):
    """The catalog with associated files, which reportlab does not know."""

    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "AF"]  # noqa: RUF012 (as reportlab has it)


def attach(document: Any, data: bytes) -> None:
    """Puts a dossier's bytes into a document under way."""
    stream = pdfdoc.PDFStream(content=data)
    stream.dictionary["Type"] = pdfdoc.PDFName("EmbeddedFile")
    stream.dictionary["Subtype"] = pdfdoc.PDFName("application#2Fjson")
    checksum = pdfdoc.PDFText(hashlib.md5(data, usedforsecurity=False).digest().decode("latin-1"), "latin-1")
    stream.dictionary["Params"] = pdfdoc.PDFDictionary({"Size": len(data), "CheckSum": checksum})
    name = pdfdoc.PDFString(NAME)
    file = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Filespec"),
            "F": name,
            "UF": name,
            "Desc": pdfdoc.PDFString(_WORDS),
            "AFRelationship": pdfdoc.PDFName("Source"),
            "EF": pdfdoc.PDFDictionary({"F": document.Reference(stream)}),
        }
    )
    reference = document.Reference(file)
    listed = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([name, reference])})
    catalog = document.Catalog
    catalog.__class__ = _Catalog
    catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": listed})
    catalog.AF = pdfdoc.PDFArray([reference])
