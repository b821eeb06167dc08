"""Random dossiers in the words of these forms, right and wrong ones, for property tests."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from models.dossier import Dossier
from models.rules import examples as ex

LEVELS = [
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("产出指标", "社会效益指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "数量指标"),
    ("满意度指标", "服务对象满意度指标"),
    ("满意度", "服务对象满意度"),
    ("其他", "其他"),
]
NAMES = [
    "",
    "举办培训场次",
    "培训人数",
    "培训人数（人）",
    "考核合格率",
    "补助发放及时率",
    "资金拨付率",
    "任务完成率",
    "项目总成本",
    "培训经费",
    "受益群众满意度",
    "安全事故发生率",
    "服务水平",
    "建设**项目",
    "维修（含改造",
]
NUMBERS = ["0", "5", "88", "95", "100", "120", "3.5"]
SIGNS = ["", "≥", ">=", "＞＝", "≤", "<=", "=", "＝", ">", "<", "不低于"]
UNITS = ["", "%", "%%", "人", "场", "件", "万元", "万元%", "元/人", "%以上", "次以内"]
STATEMENTS = ["", "完成", "有效提升", "≥", "≥%", "定性", "服务水平", "计划标准", "2026年12月底前"]
BASES = ["", "计划标准", "历史标准", "完成", "绩效基本型", "工作需要"]
CLASSES = ["", "绩效基本型", "计划标准"]


def targets() -> st.SearchStrategy[str]:
    quantity = st.builds("{}{}{}".format, st.sampled_from(SIGNS), st.sampled_from(NUMBERS), st.sampled_from(UNITS))
    return quantity | st.sampled_from(STATEMENTS)


def indicators() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "name": st.sampled_from(NAMES),
            "target": targets(),
            "weight": st.none() | st.integers(-1, 30).map(str),
            "basis": st.sampled_from(BASES),
            "classification": st.sampled_from(CLASSES),
            "nature": st.sampled_from(["", "quantitative", "qualitative"]),
        }
    )


def goals() -> st.SearchStrategy[dict[str, Any]]:
    category = st.tuples(st.sampled_from(LEVELS), st.lists(indicators(), max_size=3))
    return st.builds(_goal, st.lists(category, max_size=5), st.sampled_from(["", "提高业务水平。", "提高水平。对"]))


def _goal(levels: list[tuple[tuple[str, str], list[dict[str, Any]]]], statement: str) -> dict[str, Any]:
    dimensions = [
        {"name": dimension, "categories": [{"name": category, "indicators": rows}]}
        for (dimension, category), rows in levels
    ]
    return {"label": "年度目标", "statement": statement, "dimensions": dimensions}


def dossiers() -> st.SearchStrategy[Dossier]:
    """Dossiers of one to three forms with random goals."""
    project = st.builds(lambda found: ex.good_project("p1", goals=found), st.lists(goals(), max_size=2))
    other = st.builds(
        lambda found: ex.good_project("p2", name="另一项目", code="P-002", goals=found), st.lists(goals(), max_size=2)
    )
    department = st.builds(lambda found: ex.good_department("d1", goals=found), st.lists(goals(), max_size=2))
    return st.builds(ex.good_dossier, project, other, department) | st.builds(ex.good_dossier, project)
