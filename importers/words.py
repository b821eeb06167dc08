"""What words in a source mean: heads of indicator columns, titles of forms. By meaning, whatever the position."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SHORT = 200  # characters; labels are shorter, and long texts would fill the memory
_SPACE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")  # with the invisible signs
_NUMBERING = re.compile(
    r"^(?:附[件表][\d\-—一二三四五六七八九十]*[:、.]?|(?:预算|公开)?表[\d一二三四五六七八九十]+[:、.]?"
    r"|[(]?[一二三四五六七八九十\d]+[)]?[、.．)]+|第[一二三四五六七八九十]+部分)\s*"
)
_TITLE = re.compile(
    r"(?:绩效目标(?:申报|批复|自评|公开|情况)?表?|绩效目标\)?(?:申报|批复)[表书]?|整体(?:支出)?绩效目标|绩效目标[表书]"
    r"|绩效(?:评价目标|自评)表)(?:\(.{0,12}\)|[-—].{2,30})?$"
)
_BARE_TITLE = re.compile(r"^(?:预算|支出)?绩效目标(?:申报|批复)?表$")
_NAMED_TITLE = re.compile(r"^[^\d\W].+绩效目标(?:申报|批复)?表$")
_TITLE_SUBJECT = re.compile(r"部门|单位|整体|项目|专项|经费|资金|费|政策|支出")
_NOT_A_TITLE = re.compile(r"[。；，：:;]|情况(?!表)|第.+部分|[均已]")
_OTHER_TABLE = re.compile(r"(?:总表|预算表|支出表|收入表|明细表|情况表|决算表|服务预算表|一览表|说明)(?:\(.{0,16}\))?$")
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")

CATEGORIES = ("满意度", "满意度指标", "社会公众满意度指标", "服务对象满意度", "公众满意度指标", "时效指标", "成本指标")
"""二级指标 of any region, besides those of the templates; some of them are 一级指标 elsewhere: their place tells."""

BASES = (
    *(
        "文件规定",
        "工作需要",
        "计划数据",
        "工作计划",
        "工作要求",
        "调查问卷",
        "问卷调查",
        "历史数据",
        "行业规范",
        "上级要求",
    ),
    *("部门规划", "政策文件", "年度计划", "项目计划", "预算批复", "地方标准", "历史水平", "国家规定", "行业规范"),
)
"""What 指标值 are based on, besides the words of the templates' dictionaries."""

LEVEL_HEADS = {"一级指标": "dimension.name", "二级指标": "category.name", "三级指标": "indicator.name"}

NAME_HEADS = ("指标内容", "绩效指标内容", "内容描述")
"""Heads of an explaining column that holds the names where there is no 三级指标 column."""

COLUMN_HEADS: dict[str, tuple[str, ...]] = {
    "dimension.name": ("一级指标", "一级", "一级指标名称", "指标类别"),
    "category.name": ("二级指标", "二级", "二级指标名称"),
    "indicator.name": (
        *("三级指标", "三级", "指标名称", "绩效指标名称", "三级指标名称", "指标", "具体指标", "四级指标"),
        *("三级绩效指标", "三级指标(指标内容)", "三级指标内容"),
    ),
    "indicator.target": (
        *("指标值", "目标值", "预期值", "预期当年实现值", "预计当年实现", "预计当年实现值", "年度指标值"),
        *("绩效指标值", "预期指标值", "年初目标值", "计划指标值", "指标目标值", "当年指标值", "本年指标值"),
        *("年度目标值", "年初指标值", "全年指标值", "全年目标值", "指标值及单位", "本年度指标值", "当年目标值"),
        *("计划值", "绩效目标值", "三级指标值", "本年绩效指标值", "年度绩效指标值", "预期目标值", "绩效标准", "标准值"),
        *("预期目标", "目标指标值", "年度预期值"),
    ),
    "indicator.target.long_term": (
        *("中期指标值", "实施期指标值", "总体指标值", "长期指标值", "实施期目标值", "中期目标值", "总目标值"),
        *("项目期指标值", "规划期指标值", "总体目标值", "长期目标值"),
    ),
    "indicator.target.comparison": (
        *("指标值类型", "比较符", "运算符号", "运算符", "指标符号", "计算符号", "符号", "指标方向"),
        *("比较符号", "关系符号", "指标值符号", "比较关系", "计量符号", "逻辑符号", "判断符号", "指标值类型(符号)"),
    ),
    "indicator.target.number": ("数值", "指标数值", "目标数值", "数值型指标值"),
    "indicator.target.unit": (
        *("度量单位", "计量单位", "指标单位", "指标度量单位", "绩效度量单位", "指标值单位", "指标计量单位", "单位"),
    ),
    "indicator.nature": (
        *("指标性质", "定量/定性", "定性/定量", "指标类型", "绩效指标性质", "定性定量", "定量定性", "指标属性"),
        *("定性或定量", "指标性质(定量/定性)", "值类型"),
    ),
    "indicator.weight": (
        *("分值权重", "权重", "指标分值权重", "分值", "指标权重", "权重(%)", "分值(权重)", "权重分值", "指标分值"),
        *("权重系数", "分值比重", "指标分值(权重)", "权重值", "标准分值", "标准分", "分数", "满分"),
    ),
    "indicator.basis": (
        *("指标值确定依据", "指标值设置依据", "指标值设定依据", "确定依据", "设定依据", "指标依据", "指标值来源"),
        *("指标确定依据", "指标设置依据", "指标设定依据", "指标值依据", "设置依据", "测算依据", "取值依据"),
    ),
    "indicator.description": (
        *("指标解释", "绩效指标描述", "指标说明", "指标描述", "指标内容", "指标值说明", "指标解释(说明)"),
        *("指标值说明(指标解释)", "指标值内容", "三级指标解释", "指标含义", "绩效指标解释", "绩效指标说明"),
        *("绩效指标内容", "内容描述", "指标定义", "指标释义", "指标说明(解释)"),
    ),
    "indicator.scoring": (
        *("指标赋分规则", "赋分规则", "评分细则", "评分标准", "计分方法", "评分规则", "评扣分标准"),
        *("评(扣)分标准", "评价标准", "评分办法", "评分方法", "计分规则", "计分标准", "赋分标准", "扣分标准"),
        *("指标评分标准", "指标评分细则", "考核标准", "评价方法"),
    ),
    "indicator.evidence": (
        *("佐证资料", "数据来源", "证明材料", "佐证材料", "指标数据来源", "信息来源", "资料来源", "取数来源"),
        *("数据来源及取数方式", "取数方式", "佐证资料要求"),
    ),
    "indicator.classification": ("指标分类",),
    "indicator.remark": ("备注", "备注说明", "其他说明"),
    "indicator.history.year-1": (
        *("上年完成值", "上年", "上年实际值", "上年指标值", "上年度指标值", "上年实际完成值", "上年度完成值"),
        *("上年实际", "上年完成情况", "上年度实际完成值", "上年实现值", "上年目标值"),
    ),
    "indicator.history.year-2": ("前年", "前年完成值", "前年指标值", "前年实际值"),
    "goal.weight": ("指标权重比例(%)", "指标权重比例"),
    "goal.label": (
        *("目标名称", "年度绩效指标", "长期绩效指标", "本年度绩效指标", "绩效指标", "年度指标", "中期指标"),
        *("实施期绩效指标", "年度绩效目标", "年度绩效指标及目标值", "中期绩效指标", "总体绩效指标", "项目绩效指标"),
        *("整体绩效指标", "部门整体绩效指标", "当年绩效指标", "实施期指标", "长期指标", "绩效指标体系", "年度目标"),
        *("绩效目标", "绩效目标及指标", "分解目标", "项目年度绩效指标"),
    ),
    "": ("近两年指标值", "历年指标值", "近三年指标值", "年度指标值及历史值"),
}
"""Meaning of a column head → the words for it in real forms (as ``norm`` writes them); "" only groups others."""

ROW_HEADS: dict[str, tuple[str, ...]] = {
    "form.name": (
        *("项目名称", "单位(专项)名称", "专项名称", "专项资金名称", "项目(专项)名称", "单位名称、项目名称"),
        *("单位名称(项目名称)", "项目名称(专项名称)", "预算项目名称", "单位名称/项目名称", "单位及项目名称", "项目"),
        *("支出项目名称", "政策(项目)名称", "政策和项目名称", "项目支出名称", "二级项目名称", "专项(项目)名称"),
    ),
    "form.amount": (
        *("预算数", "资金总额", "年度预算数", "预算金额", "项目金额", "项目资金", "金额", "年度资金总额", "项目预算"),
        *("项目资金总额", "预算资金", "年初预算数", "当年预算数", "本年预算数", "资金", "项目预算数", "全年预算数"),
        *("预算安排", "本年预算", "年度预算", "预算安排数", "预算规模", "项目总额", "年度预算金额", "本年预算金额"),
    ),
    "form.code": ("项目代码", "项目编码", "项目编号"),
    "form.unit_name": (
        "单位名称",
        "部门(单位)名称",
        "预算单位",
        "单位",
        "部门名称",
        "预算单位名称",
        "申报单位",
        "部门",
    ),
    "form.unit_code": ("单位代码", "单位编码", "预算单位代码", "预算单位编码"),
    "form.executing_unit": ("实施单位", "项目实施单位", "项目单位"),
    "form.supervising_unit": ("主管部门", "主管部门名称", "主管单位"),
    "form.category": ("项目类别", "项目类型"),
    "goal.statement": (
        *("年度目标", "绩效目标", "项目年度绩效目标", "年度绩效目标", "总体目标", "项目绩效目标", "年度总体目标"),
        *("实施期绩效目标", "总体绩效目标", "项目目标", "项目总体目标", "目标内容", "当年绩效目标", "预期绩效目标"),
        *("实施期目标", "项目年度目标", "本年度绩效目标", "绩效总目标", "项目绩效总目标"),
    ),
}
"""What columns left of the levels mean in a table that lists many projects, one below the other."""

_MEANING = {word: path for path, words in COLUMN_HEADS.items() for word in words}
_ROW_MEANING = {word: path for path, words in ROW_HEADS.items() for word in words}
_GOAL_LABEL = re.compile(r"^[^\d、，。]{2,12}(?:绩效指标|绩效目标及指标)$")
_YEAR_HEAD = re.compile(r"^((?:19|20)\d\d)年?(?:度)?(?:指标值|完成值|实际值)?$")
_REMARKS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[*※▲★]")


def norm(text: str) -> str:
    """Words as they compare: one width, no blanks, no colon at the end."""
    return _norm(text) if len(text) <= _SHORT else _normal(text)


def _normal(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).rstrip(":")


_norm = lru_cache(maxsize=16384)(_normal)


def column_meaning(text: str) -> str | None:
    """The path a column head stands for ("" for a mere group, ``indicator.history.2024`` for a year) or None."""
    words = norm(text)
    year = _YEAR_HEAD.match(words)
    if year:
        return f"indicator.history.{year[1]}"
    for form in (words, without_remarks(words)):
        if form in _MEANING:
            return _MEANING[form]
    return "goal.label" if _GOAL_LABEL.match(words) else None


def row_meaning(text: str) -> str | None:
    """What a column beside the levels says of the whole project, where a table lists many of them."""
    words = norm(text)
    return _ROW_MEANING.get(words) or _ROW_MEANING.get(without_remarks(words))


def without_remarks(words: str) -> str:
    """Normalised words without what stands in brackets, such as (90), (万元), (必填), and without marks like *."""
    return _REMARKS.sub("", words).rstrip(":")


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
    named = _TITLE.search(words) and (_TITLE_SUBJECT.search(words) or _NAMED_TITLE.match(words))
    return bool(_BARE_TITLE.match(words) or named)


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
