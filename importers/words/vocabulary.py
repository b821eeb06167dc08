"""What a word of a source means: the only place that knows a label or a head (``resources/vocabulary.toml``).

``word_of`` understands a text once: how it compares with others, and what it can be. Everyone else asks the word.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from importers.words import titles, variants
from importers.words.grades import grade_of
from importers.words.heads_and_labels import GROUP, KINDS, FormKind, columns, fields_of, letters_of_names
from importers.words.kin import column_of_kin, field_of_kin, is_name_of_project
from importers.words.lazily import kept
from importers.words.listed import meanings, words
from importers.words.money_years import turn_of_money, year_of_money
from models.python import is_chinese, regex, remembered
from models.target import COMPARISONS, Target

LEVEL_PATHS = ("dimension.name", "category.name")
NAME_PATH = "indicator.name"

_SHORT = 200  # characters; labels are shorter, and long texts would fill the memory
_LONGEST_FIELD = 40
_LONGEST_LABEL = 24
_NEXT_LABEL = 12
_SHORTEST_NAME = 3  # characters of a unit's name

_SPACE = regex(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")  # with the invisible signs
_COLON = regex("[:：]")
_BRACKET = regex("[()（）]")
_CONTINUED = regex(r"\s*[（(]续[）)]\s*$")
_COUNTS = regex(r"^目标\d{1,2}$")
_COUNTED = regex(r"^指标(?:\d{1,2}|[一二三四五六七八九十])$")
_COUNTED_PROJECT = regex(r"^项目[(]?[一二三四五六七八九十\d]{1,3}[)]?$")
_RUNNING = regex(r"^\s*指标\s*\d{1,2}\s*[:：.、]\s*")
_VALUE = regex("(?:目标|指标)?值$")
_YEAR_HEAD = regex(
    r"^((?:19|20)\d\d)年?(?:度)?(?:绩效|计划|预期)?(指标值|目标值)?"
    r"(?:(?:实际|预计|预期)?(?:完成|实现)?(?:值|数|情况)?)?$"
)
_GOAL_LABEL = regex(r"^[^\d、，。]{2,12}(?:绩效指标|绩效目标及指标|目标指标)$")
_ANNUAL, _LONG = "annual_goal.statement", "long_goal.statement"

_REMARK = regex(r"^\(?([^\d:.、()]+)\)?(?=[:\d.、]|$)")
_DIGIT = regex(r"\d")
_POINTS = regex(
    r"\s*[（(]\s*(?:权重|分值)?[:：]?\s*\d+(?:\.\d+)?(?:\s*[-~～—–至]\s*\d+(?:\.\d+)?)?\s*[分%％]?\s*[)）]\s*分?$"
)
_COUNTED_LEVEL = regex(
    r"^(?:[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}(?:[.．-]\d{1,2}){1,2}[、.．]?|[一二三四五六七八九十\d]{1,2}[、.．)）])\s*"
)
_LISTED = regex(r"^(?:[（(]\d{1,2}[)）]|\d{1,2}[、.．)）])\s*")
_NUMERIC = regex(r"^[≥≤=＝<>＜＞±]?\s*\d[\d.,:：/~～—–-]*[^\d\s]{0,3}(?:[-—~至]\d[\d.]*[^\d\s]{0,3})?$")
_LIKE_NUMBER = regex(
    r"^(?:[\d一二三四五六七八九十百零〇两.,%分点+*/×~～—–\-eExX()约]{1,8}|无|未定|待定|另定|暂无|n/a|不计分?|[-—–/]+)$"
)


# --- one word ---------------------------------------------------------------------------------------------------------


def _norm(text: str) -> str:
    """Words as they compare: one width, no blanks, no colon at the end."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).rstrip(":")


class Word:
    """A text of a source, understood once; what it can be is found when somebody asks, and kept."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.norm = _norm(text)

    @kept
    def bare(self) -> str:
        """Without what stands in brackets, such as (90), (万元), (必填), and without marks like *."""
        return variants.without_remarks(self.norm)

    @kept
    def unnumbered(self) -> str:
        """A heading without its running number."""
        return variants.behind(variants.NUMBERING, self.norm)

    @kept
    def one_line(self) -> str:
        """A short text that was broken over lines in a narrow cell, put together again."""
        return variants.on_one_line(self.text)

    # what it means as a head or a label

    @kept
    def column(self) -> str | None:
        """The path that the head of a column of indicators stands for: "" for a mere group, None for other words."""
        year = _YEAR_HEAD.match(self.norm) or _YEAR_HEAD.match(self.bare)
        if year:
            return f"indicator.history.{year[1]}"
        for form in (self.norm, self.bare):
            if form in columns():
                return columns()[form]
        kin = column_of_kin(self.bare)
        own = None if kin is None or any(self.field(kind) for kind in KINDS) else kin
        return "goal.label" if _GOAL_LABEL.match(self.norm) else own

    @property
    def plan_year(self) -> int | None:
        """The year of which the head of a column says what is aimed at: 2025年目标值, 2025年; None for others."""
        found = _YEAR_HEAD.match(self.norm)
        return int(found[1]) if found and (found[2] or found[0].rstrip("年度") == found[1]) else None

    @kept
    def divided_value(self) -> str | None:
        """The path of a column under the head of values, where its words mean nothing elsewhere: 全年值, 三年总体."""
        parts = meanings("column_of_values")
        return parts.get(self.bare) or parts.get(_VALUE.sub("", self.bare))

    @kept
    def names(self) -> bool:
        """The head of a column that holds the names where no other does."""
        return self.norm in meanings("column_without_names")

    @kept
    def uncounted(self) -> Word:
        """The head of a column without the number that tells it from its like: 指标名称1, 指标值（二）."""
        whole = word_of(variants.without_number(self.norm)) if self.column is None else self
        return whole if whole.norm != self.norm and (whole.column is not None or whole.names) else self

    @property
    def names_goals(self) -> bool:
        """The head of a column that holds what is aimed at, not just a running label."""
        return "目标" in self.norm and "指标" not in self.norm and self.norm != "目标名称"

    @property
    def counts_rows(self) -> bool:
        """The head of a column that only numbers the rows: 序号."""
        return self.norm in words("serial")

    @property
    def asks(self) -> bool:
        """The head of a column of answers: 是否核心指标."""
        return self.norm.startswith(tuple(words("asks")))

    @property
    def any_level(self) -> bool:
        """The head of a level where the names stand in the next column: 指标 beside 指标内容."""
        return self.norm in words("any_level")

    @property
    def is_standard(self) -> bool:
        """The head of what values rest on, where the values have a column of their own: 绩效标准."""
        return self.norm in words("standard")

    @property
    def aims(self) -> bool:
        """The head of the values where no other column holds them: 全年绩效目标 behind the names."""
        return self.names_goals and any(self.field(kind) for kind in KINDS)

    @property
    def ends_as_value(self) -> bool:
        """Called like a head of values, though nobody has listed it: 年度(项目)指标值; or the best of the grades."""
        ends = self.norm.endswith(tuple(words("value_end"))) and not self.is_usual_level
        return ends or self.is_best_grade

    @property
    def is_best_grade(self) -> bool:
        """The best of the grades that a value is judged by: 优."""
        return self.norm in words("best_grade")

    @property
    def stands_beside(self) -> bool:
        """A label that spans the rows of a table at its left side: 年度绩效指标."""
        return self.norm in words("beside_rows")

    @property
    def ends_as_label(self) -> bool:
        """Ends as labels do that nobody has listed: rather a label than the rest of a value."""
        return self.norm.endswith(tuple(words("label_end")))

    @property
    def is_level_tail(self) -> bool:
        """What is left of the name of a level for a line of its own."""
        return self.norm in words("level_tail")

    @property
    def money_year(self) -> int | None:
        """The year whose money a column holds: 2025年, 2025年度预算; None for other words."""
        return year_of_money(self.bare)

    @property
    def money_turn(self) -> int | None:
        """The same, or which of the last years it is: 3 for 本年度预算, 2 for 上年预算."""
        return year_of_money(self.bare) or turn_of_money(self.bare)

    @property
    def speaks_of_indicators(self) -> bool:
        """Fixed words over a table of indicators."""
        return "绩效目标表" in self.norm or "绩效指标" in self.norm

    @property
    def heads_level(self) -> bool:
        """The head of a column of 一级, 二级 or 三级指标."""
        return self.column in LEVEL_PATHS or self.column == NAME_PATH

    @kept
    def in_list(self) -> str | None:
        """What a column left of the levels says of a whole project, in a table that lists many."""
        listed, fields = meanings("listed"), fields_of("project")
        found = listed.get(self.norm) or listed.get(self.bare)
        return found or _in_list(fields.get(self.norm) or fields.get(self.bare) or "")

    @kept
    def _of_project(self) -> str | None:
        return self._field("project")

    @kept
    def _of_department(self) -> str | None:
        return self._field("department")

    def field(self, kind: FormKind) -> str | None:
        """The field a label names in a form of that kind, None for others. ``fund.fiscal`` is a source of money."""
        return self._of_project if kind == "project" else self._of_department

    def _field(self, kind: FormKind) -> str | None:
        if len(self.norm) > _LONGEST_FIELD:
            return None
        fields = fields_of(kind)
        path = next((fields[one] for one in self.as_label if one in fields), "")
        if path:
            return _LONG if path == _ANNUAL and variants.remark_of_long_term(self.norm) else path
        path = fields.get(variants.behind(variants.YEARLY, self.bare), "")
        if path == "amount" or path.startswith("fund."):
            return path
        path = fields.get(variants.behind(variants.SPAN, self.norm), "")
        if path.endswith(".statement"):
            return "long_goal.statement"
        if kind == "project" and (_COUNTED_PROJECT.match(self.norm) or is_name_of_project(self.bare)):
            return "name"
        path = next((fields[one] for one in variants.as_goal(self.norm) if one in fields), "")
        path = path if path.endswith(".statement") else self._of_parts
        return path if path.startswith("fund.") or path in fields_of(kind).values() else None

    @kept
    def _of_parts(self) -> str:
        """The field that words put together of listed parts name: 目标概述, 计划投入资金."""
        if self.norm in columns() or self.bare in columns():
            return ""
        return field_of_kin(variants.without_remarks(self.unnumbered))

    @kept
    def graded(self) -> str | None:
        """The field of money of one level of government: ``fund.grade1`` for 省级资金."""
        return grade_of((self.bare, *self.as_label)) if len(self.norm) <= _LONGEST_FIELD else None

    @kept
    def as_label(self) -> Collection[str]:
        return variants.as_label(self.norm, self.unnumbered)

    @property
    def field_alone(self) -> str | None:
        """The field of a project that the word means only where it labels one value and stands with it alone: 项目."""
        return meanings("alone").get(self.bare)

    @property
    def names_project(self) -> bool:
        """The label of a project's name; asked of every cell, most of which lack a letter for it."""
        return letters_of_names().issubset(self.norm) and self.field("project") == "name"

    def inline(self, kind: FormKind) -> tuple[str, str] | None:
        """The field and the value of a text that holds both (``填报人：某某``), None for others."""
        text = self._within_brackets if self.norm[:1] == "(" else self.text
        for colon in _COLON.finditer(text, 0, _LONGEST_LABEL):
            label, value = word_of(text[: colon.start()]), text[colon.end() :].strip()
            path = (kind == "project" and label.graded) or label.field(kind) or _only_inline(label, value)
            if (
                path
                and path != GROUP
                and word_of(value).bare
                and not word_of(value).field(kind)
                and not (_COUNTED_PROJECT.match(label.norm) and self.is_title)
                and not _COLON.search(value[:_NEXT_LABEL])
            ):
                return path, value
        return None

    @property
    def _within_brackets(self) -> str:
        """The text; of one in brackets, such as （项目：某某）, what they hold."""
        text = self.text.strip()
        whole = text[:1] in ("（", "(") and text[-1:] in ("）", ")") and not _BRACKET.search(text, 1, len(text) - 1)
        return text[1:-1] if whole else self.text

    @kept
    def begins_row(self) -> bool:
        """True for words that stand at the beginning of a form's row: a label, a head, the name of a level."""
        return bool(any(self.field(kind) for kind in KINDS) or self.column or self.ends_as_level)

    @kept
    def any_total(self) -> bool:
        """Words for a project's total that stand for the year's amount where that is not named beside them."""
        listed = not words("any_total").isdisjoint((self.norm, self.bare, self.unnumbered))
        return listed or (not fields_of("project").keys() & self.as_label and field_of_kin(self.bare) == "total_amount")

    @kept
    def uncontinued(self) -> Word:
        """A heading without （续）, with which a new page repeats it."""
        return word_of(_CONTINUED.sub("", self.text))

    @kept
    def is_title(self) -> bool:
        """True when a line on its own can be the heading of a form."""
        return titles.heads_form(self.unnumbered)

    @property
    def is_lower(self) -> bool:
        """Numbered as what stands below a heading of its own: （一）数量指标."""
        return self.norm.startswith("(")

    @property
    def heads_section(self) -> bool:
        """A heading with the number of a section, which may stand within a form: 二、项目绩效目标."""
        return titles.heads_section(self.norm)

    @kept
    def is_other_title(self) -> bool:
        """The heading of a table that is no form (a budget table), or of another part of the document."""
        return len(self.norm) <= _LONGEST_FIELD and titles.heads_other(self.norm) and not self.is_title

    # what it says as content

    @kept
    def sign(self) -> str:
        """≥ ≤ = and their like, in whatever spelling; empty for other words."""
        return COMPARISONS.get(self.norm, "")

    @kept
    def nature(self) -> str:
        """qualitative for 定性, quantitative for 定量, empty for other words."""
        return next((nature for nature in ("qualitative", "quantitative") if self.norm in words(nature)), "")

    @kept
    def quantity(self) -> bool:
        """A value with a number in it, a range, a ratio or a date too (3-5次, 1:1, 12月底前); none is 1.购置消防车."""
        rest = variants.behind(_LISTED, text := self.text.strip())
        return bool(_DIGIT.search(text)) and _says_quantity(rest if is_chinese(rest[:1]) else text)

    @kept
    def like_number(self) -> bool:
        """A number, or what was meant as one (十二, —, 待定)."""
        return bool(_LIKE_NUMBER.match(self.norm))

    @kept
    def begins_sum(self) -> bool:
        """A word in front of a sum: 合计, 总分, 总计（万元）."""
        return self.norm in words("total") or (self.norm.endswith("元)") and self.bare in words("total"))

    @kept
    def begins_remark(self) -> bool:
        """A word in front of what stands below a table: 注, 填表人."""
        found = _REMARK.match(self.norm)
        return found is not None and found[1] in words("remark")

    @kept
    def is_usual_level(self) -> bool:
        """The name of a level that is in use everywhere."""
        return self.norm in words("category") or self.norm in words("also_dimension")

    @property
    def is_choice(self) -> bool:
        """What may stand beside 项目类别, though it labels amounts elsewhere: 特定目标类."""
        return self.norm.endswith(tuple(words("choice_end")))

    @property
    def tells_result(self) -> bool:
        """The head over what was reached, which is no goal: 全年实际完成情况."""
        return self.bare.endswith(tuple(words("result_end")))

    @kept
    def level_name(self) -> str:
        """The name of a level without the blanks that spread it (产 出 指 标), its points and its running number."""
        name = _POINTS.sub("", variants.unspread(self.one_line.strip(variants.MARKS)))
        rest = variants.behind(_COUNTED_LEVEL, name)
        return rest if rest != name and (rest.endswith("指标") or word_of(rest).is_usual_level) else name

    @kept
    def level_norm(self) -> str:
        """The name of a level as it is compared: 成本指标 of 成本指标（0-20）分."""
        return _norm(self.level_name) if len(self.norm) <= _LONGEST_FIELD else self.norm

    @property
    def level_points(self) -> str:
        """The points behind the name of a level: （50分）."""
        found = _POINTS.search(self.one_line)
        return found[0] if found else ""

    @kept
    def content(self) -> Word:
        """Without a mere running label in front (指标1:); nothing where only dots stand."""
        text = self.text.lstrip(variants.MARKS)
        rest = word_of(_RUNNING.sub("", text)) if text is not self.text or _RUNNING.match(text) else self
        return word_of("") if rest.norm and not rest.norm.strip(".…") else rest

    @kept
    def counts_only(self) -> bool:
        """A running label and nothing else: 目标2."""
        return bool(_COUNTS.match(self.norm))

    @property
    def counts_indicators(self) -> bool:
        """The running label of an indicator that stands beside its name, and nothing else: 指标一."""
        return bool(_COUNTED.match(self.norm))

    @property
    def ends_as_level(self) -> bool:
        """Called like a level: 某某指标."""
        return self.norm.endswith("指标")

    @kept
    def long_term(self) -> bool:
        """Speaks of more than the year: 长期, 中期, 实施期."""
        return variants.speaks_of_long_term(self.text)


@remembered
def _known(text: str) -> Word:
    return Word(text)


def word_of(text: str) -> Word:
    """The text, understood."""
    return _known(text) if len(text) <= _SHORT else Word(text)


def _in_list(path: str) -> str | None:
    """A field of the project as a column of a list of projects; the goals of a list are one a project."""
    if path.endswith(".statement"):
        return "goal.statement"
    if not path or path == GROUP:
        return None
    return f"form.{path.replace('fund.', 'funding.', 1)}"


def _only_inline(label: Word, value: str) -> str | None:
    """The field of a label that means it only before a value of its own; a unit of money is none (单位：万元)."""
    caption = value.endswith("元") and not _DIGIT.search(value)
    return None if len(value) < _SHORTEST_NAME or caption else meanings("inline").get(label.bare)


def _says_quantity(text: str) -> bool:
    return bool(_NUMERIC.match(text)) or Target.parse(text).kind == "quantitative"
