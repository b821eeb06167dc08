"""Work that depends on templates alone is not done again for every form of a source."""

from __future__ import annotations

from importers.finding.patterns import labels_of, once
from importers.forms.columns.known import known_of
from models.templates.template import FormTemplate
from tests.papers import TEMPLATES


def test_what_follows_from_a_template_is_worked_out_once_and_anew_for_a_copy() -> None:
    asked: list[FormTemplate] = []

    @once
    def find(template: FormTemplate) -> int:
        asked.append(template)
        return len(template.block)

    one = next(iter(TEMPLATES.values()))
    other = one.model_copy()
    assert find(one) == find(other) == find(one) == find(other)
    assert [id(template) for template in asked] == [id(one), id(other)]


def test_forms_of_one_layout_share_what_templates_know() -> None:
    one = next(iter(TEMPLATES.values()))
    assert known_of(TEMPLATES, one) is known_of(dict(TEMPLATES), one)
    assert labels_of(*TEMPLATES.values()) is labels_of(*TEMPLATES.values())
