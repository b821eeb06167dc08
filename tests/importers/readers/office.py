"""Small Office files made by hand, so that a test can say what lies in them. All contents are invented."""

from __future__ import annotations

import zipfile
from io import BytesIO

SHEET_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of named parts."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


def workbook(
    *sheets: str, names: tuple[str, ...] = ("表",), states: tuple[str, ...] = (), styles: str = "", book: str = ""
) -> bytes:
    """An .xlsx of sheets given as the XML inside ``<worksheet>``."""
    listed = "".join(
        f'<sheet name="{names[at] if at < len(names) else f"表{at}"}" sheetId="{at + 1}" r:id="r{at}"'
        + (f' state="{states[at]}"' if at < len(states) and states[at] else "")
        + "/>"
        for at in range(len(sheets))
    )
    related = "".join(
        f'<Relationship Id="r{at}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(len(sheets))
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET_NS}" xmlns:r="{RELATIONS}">{book}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
    }
    for at, one in enumerate(sheets):
        parts[f"xl/worksheets/sheet{at}.xml"] = f'<worksheet xmlns="{SHEET_NS}">{one}</worksheet>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{SHEET_NS}">{styles}</styleSheet>'
    return zipped(parts)


def text_cell(place: str, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def document(body: str, **parts: str) -> bytes:
    """A .docx with this XML as its body; further parts such as ``numbering`` and ``comments`` by name."""
    names = f'xmlns:w="{WORD_NS}" xmlns:m="m" xmlns:w14="w14" xmlns:mc="mc" xmlns:wps="wps" xmlns:v="v"'
    content: dict[str, str | bytes] = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
    }
    content |= {f"word/{name}.xml": f"<w:{name} {names}>{xml}</w:{name}>" for name, xml in parts.items()}
    return zipped(content)


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph; a run that is no XML is a text."""
    inside = "".join(one if one.startswith("<") else f"<w:r><w:t>{one}</w:t></w:r>" for one in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def cell(*content: str, properties: str = "") -> str:
    """A cell of a Word table; content that is no XML is a paragraph of text."""
    inside = "".join(one if one.startswith("<") else paragraph(one) for one in content) or paragraph()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of a Word table."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """A Word table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
