"""The form that is being made out of a source: the gate through which texts become its values, and what is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from importers.amounts import Money, is_unit_caption, unit_in
from importers.finding.lines import Line
from importers.forms import filling
from importers.forms.graded_money import settle_graded
from importers.placed import LABEL
from importers.words.grades import GRADE
from importers.words.kin import parts_of_money
from importers.words.vocabulary import Word, word_of
from importers.years import year_named
from models.currency import TEN_THOUSANDS, converted
from models.forms import AnyForm, OwnRow, ProjectForm
from models.goals import Indicator
from models.heed import Heed, no_heed
from models.python import regex
from models.templates.asked import TICKS
from models.templates.template import FormTemplate
from models.values import Node, Part, plain

_NAMES = ("unit_name", "supervising_unit", "executing_unit", "filler", "head", "leader")
_AMOUNTS = ("amount", "total_amount")
_COLON = regex("[:：]")
_CODED = regex(r"^[\[［（(【]?(?P<code>\d{3,})[\]］）)】]?\s*[-—－_ ]?\s*(?P<name>[\u4e00-\u9fff].*)$")
"""A unit with its number before it: 205016-某某局, [103]某某局."""
_SERIAL = 12  # characters; heads that count rows are shorter
_MUCH = 10_000  # 万元; an amount of a hundred million is rather one in 元
_NO_UNIT = "金额没有写单位，按 {} {}读入，请核对"
_GRADED = f"funding.{GRADE.removeprefix('fund.')}"
"""In the paths of the year's and of the whole project's money of one level of government."""
_SCOPES: dict[type[Part], str] = {Indicator: "indicator.", OwnRow: "item."}
"""Parts with fields of a template's own → how drawings name them."""


class Draft:
    """One form, the unit its amounts are in, and the years and sentences found on the way. ``headed`` is the year over
    it, 0 for none."""

    def __init__(self, form: AnyForm, template: FormTemplate, heed: Heed = no_heed, headed: int = 0) -> None:
        self.headed = headed
        self.form = form
        self.template = template
        self.heed = heed
        self.money = Money(template.money_unit, template.money_unit)
        self.years: set[int] = set()
        self.notices: list[str] = []
        self.converted: set[str] = set()  # units that amounts were converted from
        self._unit_said = False
        self._bare = False  # an amount stands without any unit of money
        self.moved: dict[str, str] = {}  # paths of values that went elsewhere in the end
        self.surmised: set[str] = set()  # fields filled from around the table, or its title: a cell knows better
        self._grades: dict[str, Decimal] = {}
        self.any_total = False  # the project's total stands under words that may mean the year's as well

    def put_once(self, part: Node, path: str, text: str) -> str:
        """Puts a text into a blank field, or one that holds the same; the stable path, empty where it cannot stand.

        What only other layouts draw (``extra``) has no place in this form.
        """
        return self._into(filling.put_once, part, path, text)

    def _into(self, way: Callable[[Node, str, str, Money], str], part: Node, path: str, text: str) -> str:
        if part is self.form:
            if path in _NAMES and not word_of(text).bare:
                return ""  # （盖章） behind a label is no name
            if path == "unit_name" and (coded := _CODED.match(text.strip())):
                self._into(filling.put_once, part, "unit_code", coded["code"])
                text = coded["name"]
            self._bare |= path in _AMOUNTS and "元" not in text and not self._unit_said
            if _GRADED in path:
                return self._graded(path, text)
        if len(text) <= _SERIAL and word_of(text).counts_rows:
            return ""  # 实施计划 | 序号 | 工作内容: the label stands beside a list
        if not path.startswith("extra."):
            return way(part, path, text, self.money)
        drawn = _SCOPES.get(type(part), "") + path
        own = self._own_text(drawn, text) if self.template.prints(drawn) else ""
        if own and self.template.rule_of(drawn).type == "ticks":
            way, own = filling.put, self._with_others(part, drawn, own)
        return way(part, path, own, self.money) if own else ""

    def _graded(self, path: str, text: str) -> str:
        """Keeps the money of a level of government till all of it is known."""
        amount = self.money.amount(text)
        if amount is None:
            return ""
        self._grades[path] = self._grades.get(path, Decimal(0)) + amount
        return f"{self.form.id}.{path}"

    def _with_others(self, part: Any, drawn: str, ticked: str) -> str:
        """What is ticked, with what was ticked before: the boxes of a field may stand in several cells."""
        before = part.extra.get(drawn.rpartition(".")[2], "")
        both = [one for one in (*before.split(TICKS), *ticked.split(TICKS)) if one]
        choices = [choice for choice in self.template.rule_of(drawn).choices if choice in both]
        return TICKS.join(dict.fromkeys([*choices, *both]))

    def _own_text(self, drawn: str, text: str) -> str:
        """A text as a field of the template's own keeps it; nothing where it is none of what the field holds."""
        rule = self.template.rule_of(drawn)
        if rule.type in ("money", "number"):
            money = self.money if rule.type == "money" else Money(TEN_THOUSANDS, TEN_THOUSANDS)
            amount = money.amount(text)
            return plain(amount) if amount is not None else ""
        if rule.type in ("choice", "ticks"):
            return TICKS.join(word_of(one).norm for one in re.split(r"[、，,；;\s]+", text.strip()))
        return text.strip() if rule.type == "long" else word_of(text).one_line

    def put_in_form(self, field: str, text: str) -> str:
        """Puts a text into a field of the form itself; what was only surmised gives way."""
        if field in self.surmised and (where := self.put(self.form, field, text)):
            self.surmised.discard(field)
            return where
        return self.put_once(self.form, field, text)

    def put(self, part: Node, path: str, text: str) -> str:
        """The same, whatever the field holds."""
        return self._into(filling.put, part, path, text)

    def count_in(self, unit: str) -> None:
        """From here on bare amounts are in that unit (docs/adr/0011)."""
        self._unit_said = True
        self.money = Money(unit, self.template.money_unit)
        self.converted.update({unit} - {self.template.money_unit})

    @property
    def year(self) -> int:
        """The form's year as far as its heading says it, or the label of it: 0 for none."""
        said = getattr(self.form, "project_year", "")
        return self.headed or max(year_named(said), default=0)

    def settle(self) -> None:
        """Money by level of government finds its sources; 项目资金总额 where no amount is the year's is that."""
        form = self.form
        if self._grades and isinstance(form, ProjectForm):
            self.moved, told = settle_graded(form, self._grades)
            self.notices += [told] if told else []
        if not self.any_total or not isinstance(form, ProjectForm) or form.amount is not None:
            return
        form.amount, form.total_amount = form.total_amount, None
        self.moved[f"{form.id}.total_amount"] = f"{form.id}.amount"
        if not form.funding:
            form.funding, form.total_funding = form.total_funding, {}
            swapped = {f"{form.id}.total_funding.{one}": f"{form.id}.funding.{one}" for one in form.funding}
            self.moved = {path: swapped.get(went, went) for path, went in self.moved.items()} | swapped

    def tell(self, sentence: str) -> None:
        """A Chinese sentence, told once."""
        if sentence not in self.notices:
            self.notices.append(sentence)

    def told(self) -> Iterator[str]:
        """Chinese sentences on what was not taken as it stands."""
        unit = self.template.money_unit
        for other in sorted(self.converted):
            yield f"金额以{other}为单位，已换算成{unit}"
        amount = self.form.amount
        if self._bare and not self._unit_said and amount is not None and converted(amount, unit) >= _MUCH:
            yield _NO_UNIT.format(plain(amount), unit)
        yield from self.notices


def _speaks_of_money(word: Word) -> bool:
    """A label, known or not, over money: 项目资金申请情况（元）."""
    return word.bare != word.norm and any(one in word.bare for one in parts_of_money()) and word.bare.isalpha()


def notice_money(draft: Draft, line: Line, labels: frozenset[str]) -> None:
    """The unit of money that a caption or a label of the line names; ``labels`` are those of the templates."""
    kind, units = draft.form.kind, []
    for index, word in enumerate(line.words):
        if "元" not in word.text:
            continue
        is_label = (
            word.field(kind) is not None or word.norm in labels or word.in_list is not None or _speaks_of_money(word)
        )
        said = word_of(_COLON.split(word.text)[0]) if word.inline(kind) else word  # 申报金额（元）：864000
        units.append(unit_in(word, label=is_label) or unit_in(said, label=said is not word))
        if line.is_row and is_unit_caption(word):
            line.placed[index] = LABEL
    unit = next(filter(None, units), "")
    if unit:
        draft.count_in(unit)
