"""What words in a source mean: heads of indicator columns, titles of forms. By meaning, whatever the position."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_NUMBERING = re.compile(
    r"^(?:附件[\d\-—一二三四五六七八九十]*|[(]?[一二三四五六七八九十\d]+[)]?[、.．)]+|第[一二三四五六七八九十]+部分)\s*"
)
_TITLE = re.compile(
    r"(?:绩效目标(?:申报|批复|自评|公开)?表?|绩效目标\)?(?:申报|批复)[表书]?|整体(?:支出)?绩效目标|绩效目标[表书])(?:\(.{0,12}\))?$"
)
_TITLE_SUBJECT = re.compile(r"部门|单位|整体|项目|专项|经费|资金|费|政策|支出")
_NOT_A_TITLE = re.compile(r"[。；，：:;]|情况|第.+部分")
_OTHER_TABLE = re.compile(r"(?:总表|预算表|支出表|收入表|明细表|情况表|决算表|服务预算表|一览表|说明)(?:\(.{0,16}\))?$")
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")

LEVEL_HEADS = {"一级指标": "dimension.name", "二级指标": "category.name", "三级指标": "indicator.name"}

COLUMN_HEADS: dict[str, tuple[str, ...]] = {
    "dimension.name": ("一级指标", "一级"),
    "category.name": ("二级指标", "二级"),
    "indicator.name": ("三级指标", "三级", "指标名称", "绩效指标名称", "三级指标名称"),
    "indicator.target": (
        *("指标值", "目标值", "预期值", "预期当年实现值", "预计当年实现", "预计当年实现值", "年度指标值"),
        *("绩效指标值", "预期指标值", "年初目标值", "计划指标值", "指标目标值", "当年指标值", "本年指标值"),
        *("指标值(包含数字及文字描述)", "指标值内容"),
    ),
    "indicator.target.comparison": (
        "指标值类型",
        "比较符",
        "运算符号",
        "运算符",
        "指标符号",
        "计算符号",
        "符号",
        "指标方向",
    ),
    "indicator.target.unit": ("度量单位", "计量单位", "指标单位", "指标度量单位"),
    "indicator.nature": ("指标性质", "定量/定性", "定性/定量", "指标类型"),
    "indicator.weight": (
        "分值权重",
        "权重",
        "指标分值权重",
        "分值",
        "指标权重",
        "权重(%)",
        "分值(权重)",
        "权重分值",
        "指标分值",
    ),
    "indicator.basis": ("指标值确定依据", "指标值设置依据", "指标值设定依据", "确定依据", "设定依据", "指标依据"),
    "indicator.description": (
        "指标解释",
        "绩效指标描述",
        "指标说明",
        "指标描述",
        "指标内容",
        "指标值说明",
        "指标值说明(指标解释)",
        "指标解释(说明)",
    ),
    "indicator.scoring": (
        "指标赋分规则",
        "赋分规则",
        "评分细则",
        "评分标准",
        "计分方法",
        "评分规则",
        "评扣分标准",
        "评(扣)分标准",
    ),
    "indicator.evidence": ("佐证资料", "数据来源", "证明材料", "佐证材料", "指标数据来源", "信息来源"),
    "indicator.classification": ("指标分类",),
    "indicator.remark": ("备注",),
    "indicator.history.year-1": (
        "上年完成值",
        "上年",
        "上年实际值",
        "上年指标值",
        "上年度指标值",
        "上年实际完成值",
        "上年度完成值",
    ),
    "indicator.history.year-2": ("前年", "前年完成值", "前年指标值"),
    "goal.weight": ("指标权重比例(%)", "指标权重比例"),
    "goal.label": (
        "目标名称",
        "年度绩效指标",
        "长期绩效指标",
        "本年度绩效指标",
        "绩效指标",
        "年度指标",
        "中期指标",
        "实施期绩效指标",
        "年度绩效目标",
    ),
    "": ("近两年指标值", "历年指标值", "近三年指标值"),
}
"""Meaning of a column head → the words for it in real forms (as ``norm`` writes them); "" only groups others."""

_MEANING = {word: path for path, words in COLUMN_HEADS.items() for word in words}
_YEAR_HEAD = re.compile(r"^((?:19|20)\d\d)年?(?:度)?(?:指标值|完成值|实际值)?$")


@lru_cache(maxsize=16384)
def norm(text: str) -> str:
    """Words as they compare: one width, no blanks, no colon at the end."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).rstrip(":")


def column_meaning(text: str) -> str | None:
    """The path a column head stands for ("" for a mere group, ``indicator.history.2024`` for a year) or None."""
    words = norm(text)
    year = _YEAR_HEAD.match(words)
    return f"indicator.history.{year[1]}" if year else _MEANING.get(words)


def is_indicator_head(texts: list[str]) -> bool:
    """True for a row that heads a table of indicators."""
    meanings = {column_meaning(text) for text in texts}
    levels = meanings & set(LEVEL_HEADS.values())
    return len(levels) >= 2 or (
        "indicator.name" in meanings and bool(meanings & {"indicator.target", "indicator.weight"})
    )


def without_number(text: str) -> str:
    """A heading without its running number, normalised."""
    return _NUMBERING.sub("", norm(text))


def is_title(text: str) -> bool:
    """True when a line on its own can be the heading of a form."""
    words = without_number(text)
    if not words or len(words) > 60 or _NOT_A_TITLE.search(words):
        return False
    return bool(_TITLE.search(words) and _TITLE_SUBJECT.search(words))


def is_other_title(text: str) -> bool:
    """True for the heading of a table that is no form (a budget table), or of another part of the document."""
    words = norm(text)
    return len(words) <= 40 and bool(_OTHER_TABLE.search(words) or _PART.match(words)) and not is_title(text)


def one_line(text: str) -> str:
    """A short text that was broken over lines in a narrow cell, put together again."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(
        line if number == 0 or not (_ascii_end(lines[number - 1]) and line[:1].isascii()) else f" {line}"
        for number, line in enumerate(lines)
    )


def _ascii_end(text: str) -> bool:
    return text[-1:].isascii() and text[-1:].isalnum()
