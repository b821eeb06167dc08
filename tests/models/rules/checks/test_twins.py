"""X010, X011: projects that are copies of each other, word for word or but for a few characters."""

from __future__ import annotations

import pytest

from models.dossier import Dossier
from models.rules import examples as ex
from models.rules.engine import check
from models.target import Target
from tests.models.rules.spoken import COPIES, templates

NAMES = ("举办安全培训场次", "安全培训合格率", "安全培训完成率", "安全培训成本", "受训企业数量", "企业满意度")
SAID = "全年举办安全培训12场，培训企业80家，培训考核合格率达到95%，企业满意度达到90%以上。"


def dossier(names: tuple[str, ...], said: str, first_target: str = "≥12场") -> Dossier:
    """Two projects: the first about 安全, the second as given."""
    forms = [ex.good_project(), ex.good_project("project-2", code="P-002", name="设备更新专项")]
    for form, own, statement in zip(forms, (NAMES, names), (SAID, said), strict=True):
        form.goals[0].statement = statement
        for row, name in zip(form.indicators(), own, strict=True):
            row.name = name
    next(iter(forms[1].indicators())).target = Target.parse(first_target)
    return ex.good_dossier(*forms)


def told(whole: Dossier) -> set[str]:
    return {one.code for one in check(whole, templates())} & COPIES


NEARLY = ("举办消防培训场次", "消防培训合格率", *NAMES[2:])
OTHERS = ("更换灯具处数", "灯具完好率", "更换及时率", "灯具成本", "受益商户数量", "商户满意度")


@pytest.mark.parametrize(
    ("names", "said", "target", "codes"),
    [
        (NAMES, SAID, "≥12场", {"X010", "X011"}),
        (NEARLY, SAID.replace("安全", "消防"), "≥12场", {"X010", "X011"}),
        (NEARLY, SAID.replace("安全", "消防").replace("12", "30"), "≥30场", set()),  # other numbers: a work of its own
        (OTHERS, "全年更换灯具12处，惠及商户80家，灯具完好率达到95%，商户满意度达到90%以上。", "≥12处", set()),
    ],
)
def test_projects_alike_but_for_a_word_are_told(
    names: tuple[str, ...], said: str, target: str, codes: set[str]
) -> None:
    assert told(dossier(names, said, target)) == codes
