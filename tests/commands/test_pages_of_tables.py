"""Where the tables of a source stand that has pages."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

from exporters.pdf.write import write_pdf
from tests.commands.calling import Said
from tests.exporters.excel import excel_tables


def test_the_tables_of_a_pdf_have_their_page(said: Said) -> None:
    data = BytesIO()
    write_pdf([excel_tables.project()], data)
    Path("表.pdf").write_bytes(data.getvalue())
    seen = json.loads(said("tables", "表.pdf", "--json")[1])
    assert [table["place"] for table in seen["tables"]] == [{"page": 1}]
    assert said("tables", "表.pdf")[1].startswith("表 1（第几页 1，")
