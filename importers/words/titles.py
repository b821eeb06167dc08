"""Which lines head a form, and which another table: by how headings of official papers are worded."""

from __future__ import annotations

from models.python import regex

_LONGEST = 60
_TITLE = regex(
    r"(?:绩效目标(?:申报|批复|分解|分配|自评|公开|情况|汇总|审核|简|信息|计划|登记|填报|设定|编制|评审(?:申报)?|(?:执行|运行)?监控)?表?|绩效目标\)?(?:申报|批复)[表书]?"
    r"|整体(?:支出)?绩效目标|绩效目标[表书]|项目(?:支出)?(?:文本|申报[书表])"
    r"|绩效(?:评价目标|评价指标|评价|指标|自评价?(?:结果|情况)?|(?:运行|跟踪)?监控(?:情况)?)表)(?:\(.{0,12}\)|[-—].{2,30})?$"
)
_BARE_TITLE = regex(r"^(?:预算|支出)?绩效目标(?:申报|批复|评审(?:申报)?|(?:执行|运行)?监控|自评)?表$")
_NAMED_TITLE = regex(r"^[^\d\W].+绩效目标(?:申报|批复)?表$")
_TITLE_SUBJECT = regex(r"部门|单位|整体|项目|专项|经费|资金|费|政策|支出")
_NOT_A_TITLE = regex(r"[。；，：:;]|情况(?!表)|第.+部分|[均已]")
_OTHER_TABLE = regex(r"(?:总表|预算表|支出表|收入表|明细表|情况表|决算表|服务预算表|一览表|说明)(?:\(.{0,16}\))?$")
_SECTION = regex(r"^[(]?[一二三四五六七八九十]{1,3}[)、]")
_PART = regex(r"^第[一二三四五六七八九十]+部分")


def heads_form(bare: str) -> bool:
    """True for normalised words, without a running number, that can be the heading of a form."""
    if not bare or len(bare) > _LONGEST or _NOT_A_TITLE.search(bare):
        return False
    named = _TITLE.search(bare) and (_TITLE_SUBJECT.search(bare) or _NAMED_TITLE.match(bare))
    return bool(_BARE_TITLE.match(bare) or named)


def heads_other(norm: str) -> bool:
    """True for normalised words that end as the heading of a table that is no form, or begin another part."""
    return bool(_OTHER_TABLE.search(norm) or _PART.match(norm))


def heads_section(norm: str) -> bool:
    """True for a heading with the number of a section (二、项目绩效目标), which may stand within a form."""
    return bool(_SECTION.match(norm))
