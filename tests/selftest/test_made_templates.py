"""The law for templates nobody has drawn before: what any of them prints comes back where it was."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings

from models.templates.template import FormTemplate
from selftest.trial import try_template
from tests.effort import examples
from tests.selftest.made_templates import made_templates


@settings(
    max_examples=examples(25),
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(made_templates())
def test_whatever_a_template_draws_comes_back(template: FormTemplate) -> None:
    """A marker in every place, as the table itself and as text that lost its merged cells."""
    told = [line for trial in try_template(template, ("表格", "粘贴的文字")) for line in trial.lines]
    assert all(line.startswith("通过") for line in told), (told, template.model_dump(include={"block", "goals"}))
