"""Every drawn example of the page on templates prints what it draws, and all of it comes back."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from typing import Any

import pytest
from pydantic import ValidationError

from exporters.layout import layout
from models.paths import FORMS
from models.templates.template import FormTemplate
from selftest.markers import marked_form
from selftest.trial import try_template
from tests.printable import YEAR
from tests.selftest.template_page import HEAD, SNIPPETS, columns_of

DRAWN = [snippet for snippet in SNIPPETS if "[[block" in snippet]


@pytest.mark.parametrize("snippet", DRAWN, ids=[str(number) for number in range(1, len(DRAWN) + 1)])
def test_a_drawn_example_prints_and_comes_back(snippet: str) -> None:
    """Every word of the language, as the page draws it: a marker in every place, none of which moves."""
    template = _whole(snippet)
    form = marked_form(template, YEAR)
    told = [line for trial in try_template(template, ways=("表格", "粘贴的文字")) for line in trial.lines]
    assert all(line.startswith("通过") for line in told), told
    assert layout(form, template, YEAR).cells


def _whole(snippet: str) -> FormTemplate:
    """The example as a template, with a head, and with indicators by which it is known as a form."""
    data = {"columns": [20] * columns_of(snippet)} | HEAD | {"name": "项目支出绩效目标表"} | tomllib.loads(snippet)
    if "goal_pairs" in snippet or 'of = "goals"' in snippet:
        data.setdefault(
            "goals", {"long_term": {"label": "长期目标", "most": 1}, "annual": {"label": "年度目标", "most": 1}}
        )
    width = len(data["columns"])
    if width > 1 and 'kind = "indicator' not in snippet:
        data["block"] = [*data["block"], _indicators(width)]
    kinds = [data["kind"]] if "kind" in data else [*FORMS]
    for kind in sorted(kinds, reverse=True):
        with suppress(ValidationError):
            return FormTemplate.model_validate(data | {"kind": kind})
    raise AssertionError(snippet)


def _indicators(width: int) -> dict[str, Any]:
    heads = {"三级指标": "{indicator.name}", "指标值": "{indicator.target}", "备注": "{indicator.remark}"}
    rest = " < |" * (width - len(heads)) if width > len(heads) else ""
    shown = list(heads.items())[: min(width, len(heads))]
    head, row = ("| " + " | ".join(texts) + f" |{rest}" for texts in zip(*shown, strict=True))
    return {"kind": "indicators", "head": head, "row": row}
