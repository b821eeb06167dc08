"""Rows of labels and values in a layout that no template draws: labels are known by their words, values stand behind
or below them. What no field is for stays unplaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from importers.amounts import behind_sum, is_amount
from importers.finding.lines import Line, said_plainly
from importers.forms.draft import Draft
from importers.forms.goals import STATEMENTS, Goals
from importers.forms.matching import own_labels
from importers.forms.money_rows import adds_up, whole_of_costs
from importers.forms.said_amounts import Said, said_amounts
from importers.forms.whole_money import AmountSaid, amount_of_whole, beside_yearly
from importers.placed import LABEL
from importers.words.heads_and_labels import GROUP, KINDS
from importers.words.kin import change_of
from importers.words.listed import words
from importers.words.vocabulary import Word, word_of
from models.goals import Period
from models.python import regex

_TOTALS = ("amount", "total_amount")
_ANNUAL, _LONG = STATEMENTS
_SHOWN, _SHORTEST_GOAL = 20, 6  # characters
_MORE_SAID = "“{}…”一格里除了金额还有别的话，没有放进去，请核对"
_OF_COSTS = "没有写明项目金额，取了支出明细的合计 {}，请核对"
_TASKS = "annual_work"
_TEXTS = (_TASKS, "duties", "unit_name", *STATEMENTS)
LONGEST = 32_767  # characters; as many as a cell of Excel, from which all forms come, can hold
_YEARLY = regex("[年当本]")
_NEXT_GOAL = regex(r"^\s*(?:目标\s*[\d一二三四五六七八九十]|\d+[.．、]).{4}")


class Label(NamedTuple):
    """A label waiting for its value: the field, and the column it stood in.

    ``whole``: words for a goal that name no year, and mean the whole project beside others that do.
    """

    path: str
    column: int
    whole: bool = False


class LabelledRows:
    """Puts the values of labelled rows into a form."""

    def __init__(self, draft: Draft, goals: Goals) -> None:
        self.draft = draft
        self.form = draft.form
        self._own = dict(own_labels(draft.template))
        self.goals = goals
        self.waiting: list[Label] = []
        self._sums: list[Line] = []
        self._seen: list[Line] = []  # the rows read, in their order
        self.totals: list[Label] = []
        self._changed = ""  # the field whose values before and after a change stand in this row and the next
        self._year = 0  # whose money a label of its own named
        self._year_row: Line | None = None
        self._heads = 0  # cells of the row of labels that wait, where its blank cells may be lost
        self._amount_said: AmountSaid | None = None
        self._goal_said: tuple[bool, Line, int, str] | None = None  # whether of the whole, and where its text stood

    def read(self, line: Line) -> bool:
        """Reads the cells that found no place yet; True when one of them was understood."""
        self._seen.append(line)
        if line.tells_goal and self._place(line, 1, _ANNUAL, line.texts[1]):
            line.placed[0] = LABEL
            return True
        inline = [index for index in line.free if self._put_inline(line, index)]
        labels = self._labels(line)
        self.goals.tells_long |= _LONG in labels.values()
        if not labels:
            self._notice_sum(line)
            below = (line.spans_known or not inline) and self._below(line)
            return below or bool(inline) or self._goes_on(line)
        above, self.waiting = self.waiting, self._pairs(line, labels)
        if any(line.placed[index].endswith(".statement") for index in inline):
            self.waiting = [label for label in self.waiting if label.path not in STATEMENTS]
        self._heads = len(line.filled) if _packed(line) else 0
        if len(self.waiting) == len(line.filled) and line.filled[0].column:
            self.waiting = _in_two_rows(above, self.waiting)
        return True

    def takes_change(self, line: Line) -> bool:
        """资金 | 调整前 | 320 | 调整后 | 285: what stands behind the word for after is the field's."""
        changed = [n for n, word in enumerate(line.words) if change_of(word.bare)]
        if not changed or any(n + 1 >= len(line.words) for n in changed):
            return False
        label = line.words[0] if changed[0] == 1 else None
        if label is not None:
            self._changed = self.field(label) or label.field_alone or ""
            if self._changed in ("", GROUP):
                return False
            line.placed.setdefault(0, LABEL)
        elif changed[0] or not self._changed:
            return False
        for n in changed:
            if change_of(line.words[n].bare) == "after" and self._place(line, n + 1, self._changed, line.texts[n + 1]):
                line.placed[n] = LABEL
        return True

    def _notice_sum(self, line: Line) -> None:
        """合计 | 188 above or below the sources of money may be the amount of the form."""
        if len(line.filled) > 1 and line.free[:2] == [0, 1] and line.words[0].begins_sum:
            self._sums.append(line)

    def settle_sum(self) -> None:
        """The amount that no other label named: the sum that its sources add up to."""
        form = self.form
        parts = form.funding.values() if form.kind == "project" else (one.amount for one in form.income.values())
        total = sum(amount for amount in parts if amount is not None)
        for line in self._sums if form.amount is None and total else ():
            if self.draft.money.amount(line.texts[1]) == total and self._place(line, 1, "amount", line.texts[1]):
                line.placed[0] = LABEL
                return
        wanted = form.kind == "project" and form.amount is None and form.total_amount is None
        whole = whole_of_costs(self._seen) if wanted else None
        if whole and self._place(whole.line, whole.cell, "amount", whole.text):
            self.draft.tell(_OF_COSTS.format(whole.line.texts[whole.cell].strip()))

    def _labels(self, line: Line) -> dict[int, str]:
        """The labels among the cells that found no place, and those known by their words whose value found none."""
        graded = self.form.kind == "project"
        fields = [(word.graded if graded else None) or self.field(word) for word in line.words]
        fields = [None if _is_choice(line, n, fields) else path for n, path in enumerate(fields)]
        fields = self._joined(line, self._alone(line, fields))
        fields = beside_yearly(line, self._with_year_money(line, fields))
        if any((path or "").startswith("fund.") for path in fields):
            fields = self._with_sum(line, fields)
        free = line.free
        own = {*free, *(index - 1 for index in free if index)}
        followed = [*fields[1:], GROUP]  # a label before a label has no value in this row
        return {n: path for n, path in enumerate(fields) if path and (n in own or (free and followed[n]))}

    def _with_sum(self, line: Line, fields: list[str | None]) -> list[str | None]:
        """合计 beside the sources of money is the amount: of a row of labels alone, or right before its own value."""
        alone = not any(map(is_amount, line.texts))
        before = [is_amount(text) for text in (*line.texts[1:], "")]
        own = [word.begins_sum and (alone or value) for word, value in zip(line.words, before, strict=True)]
        return [path or ("amount" if one else None) for path, one in zip(fields, own, strict=True)]

    def _alone(self, line: Line, fields: list[str | None]) -> list[str | None]:
        """项目 and its name alone in a row, 资金 before an amount anywhere in it, where no other label has named it."""
        path = line.said_alone
        may = path == "unit_name" or self.form.kind == "project"
        found = [path, *fields[1:]] if path and may and not getattr(self.form, path) else fields
        if self.form.kind != "project":
            return found
        plain = [self._plainly(line, number) for number in range(len(line.words))]
        return [path or one for path, one in zip(found, plain, strict=True)]

    def _plainly(self, line: Line, number: int) -> str | None:
        """What a short label says before a value that can be nothing else; of 资金 | 900 | 500 nobody knows which."""
        label, *values = line.words[number : number + 3]
        path = said_plainly(label, values[0]) if values else ""
        several = len(values) > 1 and is_amount(values[1].text)
        return None if not path or several or getattr(self.form, path) else path

    def _joined(self, line: Line, fields: list[str | None]) -> list[str | None]:
        """资金 | 总额 | 45.8: two cells that are one label of money together."""
        found = list(fields)
        for number in range(1, len(line.words) - 1):
            before, word = line.words[number - 1], line.words[number]
            labels = fields[number - 1] in (None, *_TOTALS) and not fields[number] and not is_amount(word.text)
            if not labels or not is_amount(line.texts[number + 1]):
                continue
            whole = word_of(before.bare + word.bare)
            if (path := self.field(whole)) in _TOTALS:
                self.draft.any_total |= whole.any_total
                found[number - 1 : number + 1] = [GROUP, path]
        return found

    def _with_year_money(self, line: Line, fields: list[str | None]) -> list[str | None]:
        """2026年预算 | 350: the amount of the form, where no other label names it nor a later year."""
        pairs = zip(line.words, [None, *fields], strict=False)  # what 年度 is labels no money
        plain = (is_amount(word.text) or label == "project_year" for word, label in pairs)
        years = [0 if said else word.money_year or 0 for word, said in zip(line.words, plain, strict=True)]
        year = max(years, default=0)
        named = any(path == "amount" and not below for path, below in zip(fields, [*fields[1:], None], strict=True))
        if sum(map(bool, years)) != 1 or named or fields[years.index(year)] or year < self._year:
            return fields
        if 0 < self.draft.headed < year:
            return fields  # of a plan of several years, not of the form's
        if self._year_row is not None and self._year < year:
            self._give_back(self._year_row)
        self._year, self._year_row = year, line
        at = years.index(year)
        return [*fields[:at], "amount", *fields[at + 1 :]]

    def _give_back(self, line: Line) -> None:
        """The amount of an earlier year was not the form's."""
        own = [index for index, path in line.placed.items() if path == f"{self.form.id}.amount"]
        for index in own:
            self.form.amount = None
            del line.placed[index]

    def field(self, word: Word) -> str | None:
        """The field that a label names: one that every form knows, or one that only this form's template draws."""
        return word.field(self.form.kind) or self._own.get(word.norm)

    def is_label(self, word: Word) -> bool:
        """True for words that name a field of the form."""
        return word.field(self.form.kind) is not None

    def expect(self, word: Word) -> bool:
        """Takes a label that stands on a line of its own; its value is what comes next."""
        path = word.field(self.form.kind)
        if path not in STATEMENTS:
            return False
        self.waiting = [Label(path, 0)]
        return True

    def answer(self, text: str) -> bool:
        """Takes a line of its own below the labels of goals as what they ask for; told when unsure.

        Where it may be either goal's, it is the year's: every form has one.
        """
        waiting, self.waiting = self.waiting, []
        paths = [label.path for label in waiting if label.path in STATEMENTS]
        if paths:
            self._put(paths[-1] if len(paths) == 1 else "annual_goal.statement", text)
        if len(paths) > 1:
            self.draft.notices.append(f"“{text[:20]}”没有写明是哪个目标的，放进了年度目标，请核对")
        return bool(waiting)

    def read_paragraph(self, word: Word) -> str:
        """Takes ``项目名称：某某`` of a line above or below the table."""
        found = word.inline(self.form.kind)
        if found is None:
            return ""
        self._no_more_asked(found[0])
        return self._put(self._absolute(Label(found[0], 0), {}), found[1])

    def _put_inline(self, line: Line, index: int) -> bool:
        """A cell that holds label and value (``其中：财政拨款：80万元``)."""
        found = line.filled[index].word.inline(self.form.kind)
        if found is None:
            return False
        if found[0] in _TOTALS:
            self.totals = [Label(found[0], line.filled[index].column)]
        self._no_more_asked(found[0])
        whole = _says_whole(word_of(line.filled[index].text.replace("：", ":").partition(":")[0]))
        return self._answer(line, index, Label(found[0], line.filled[index].column, whole), found[1])

    def _pairs(self, line: Line, labels: Mapping[int, str]) -> list[Label]:
        """Label, value, label, value …; returns the labels that got none."""
        waiting: list[Label] = []
        answered = False
        sources: dict[str, int] = {}
        for index in sorted({*line.free, *labels}):
            spot = line.filled[index]
            if index in labels:
                line.placed.setdefault(index, LABEL)
                self.draft.any_total |= spot.word.any_total
                waiting = [label for label in waiting if label.path != labels[index]]  # it only headed this one
                if labels[index] != GROUP:
                    path = self._absolute(Label(labels[index], spot.column), sources)
                    waiting.append(Label(path, spot.column, _says_whole(spot.word)))
            elif waiting and spot.word.begins_sum and waiting[-1].path in _TOTALS:
                line.placed[index] = LABEL  # 项目资金 | 合计 | 420
            elif waiting and waiting[-1].path in _TEXTS and any(spot.word.field(kind) for kind in KINDS):
                continue  # a label of the other kind of forms heads a column: 年度主要任务 | 项目类别
            elif waiting and index - 1 in line.placed and self._answer(line, index, waiting[-1], spot.text):
                waiting.pop()
                answered = True
        return [] if answered or _heads_tasks(labels) else waiting

    def _below(self, line: Line) -> bool:
        """Values under the labels of the row before: by column where they stand under one, else in order."""
        waiting, self.waiting = self.waiting, []
        free, columns = line.free, {label.column: label for label in waiting}
        if not line.spans_known and 0 in columns and len(free) > len(waiting) > 1:
            return False  # blank cells are lost, and some of the labels with them: who knows whose these are
        slid = _packed(line) and len(line.filled) == self._heads - 1 and 0 not in columns  # below what heads the row
        under = [(index, columns[at]) for index in free if (at := line.filled[index].column + slid) in columns]
        if len(free) == len(waiting) != len(under):
            under = list(zip(free, waiting, strict=True))
        if not under and len(waiting) == 1 and waiting[0].path in _TOTALS and adds_up([line.texts[n] for n in free]):
            under = [(free[0], waiting[0])]  # shared out to places, below their names
        put = [self._place(line, index, label.path, line.filled[index].text) for index, label in under]
        return any(put)

    # --- what a label names here --------------------------------------------------------------------------------------

    def notice_totals(self, line: Line) -> None:
        """Sources of money below 实施期资金总额 belong to the whole project, those below 年度资金总额 to the year."""
        fields = beside_yearly(line, [word.field(self.form.kind) for word in line.words])
        columns = (spot.column for spot in line.filled)
        totals = [Label(path, column) for path, column in zip(fields, columns, strict=True) if path in _TOTALS]
        if totals:  # named twice, the first heads the group (项目资金, 实施期资金总额, 年度资金总额)
            later = [{label.path for label in totals[number + 1 :]} for number in range(len(totals))]
            self.totals = [label for label, after in zip(totals, later, strict=True) if label.path not in after]

    def _absolute(self, label: Label, sources: dict[str, int]) -> str:
        """``fund.fiscal`` as the field of the form: of the total it stands under, else the second one in a row belongs
        to the second total."""
        path = label.path
        if not path.startswith("fund."):
            return path
        source = path.removeprefix("fund.")
        if self.form.kind == "department":
            return f"income.{source}.amount"
        number = sources.get(source, 0)
        sources[source] = number + 1
        above = [total.path for total in self.totals if total.column == label.column]
        in_order = [total.path for total in self.totals[: number + 1]]
        total = next(iter([*above, *in_order[::-1]]), "amount")
        return f"total_funding.{source}" if total == "total_amount" else f"funding.{source}"

    def put_at(self, line: Line, index: int, label: Label) -> bool:
        """Puts the cell of that number where a label says."""
        return self._place(line, index, self._absolute(label, {}), line.filled[index].text)

    def _answer(self, line: Line, index: int, label: Label, text: str) -> bool:
        """Puts a value behind its label."""
        path = self._absolute(label, {})
        if path == _ANNUAL:
            path = self._of_whole_or_year((label.whole, line, index, text))
        if path == "amount":
            said = AmountSaid(label.whole, line, index, text)
            self._amount_said = amount_of_whole(self.form, self._amount_said, said)
        return self._place(line, index, path, text)

    def notice_goal(self, line: Line) -> None:
        """A row that was read as a template draws it may have said the goal under words for the whole: 项目总体目标."""
        own = [f"{goal.id}.statement" for goal in self.form.goals_of("annual")]
        for index in (n for n, path in line.placed.items() if n and path in own):
            if self.field(label := line.words[index - 1]) == _ANNUAL:
                self._goal_said = (_says_whole(label), line, index, line.texts[index])

    def _of_whole_or_year(self, said: tuple[bool, Line, int, str]) -> str:
        """项目总目标 is the year's goal, but that of the whole project where 年度绩效目标 has a text of its own."""
        before, self._goal_said = self._goal_said, said
        if before is None or before[0] == said[0] or self.form.goals_of("long_term"):
            return _ANNUAL
        if said[0]:
            return _LONG
        _, line, index, text = before
        goal = self.goals.nth("annual", 0)
        if word_of(goal.statement).norm == word_of(text).norm:
            goal.statement = ""
            self._place(line, index, _LONG, text)
        return _ANNUAL

    def _place(self, line: Line, index: int, path: str, text: str) -> bool:
        where = self._put(path, text)
        if where:
            line.placed[index] = where
        return bool(where)

    def _put(self, path: str, text: str) -> str:
        """Puts a value where nothing stands yet, or the same; where, or nothing."""
        if path in STATEMENTS:
            return self.put_statement(STATEMENTS[path], text)
        if path not in _TOTALS:
            return self.draft.put_once(self.form, path, text)
        return self.draft.put_once(self.form, path, behind_sum(text)) or self._put_said(path, text)

    def _put_said(self, path: str, text: str) -> str:
        """The amounts that a cell says in words, each into its field; where that of them all went, or nothing."""
        said = said_amounts(text)
        where = self.draft.put_once(self.form, path, said[0].amount) if said else ""
        if not where:
            return ""
        put = [self._put_source(one) for one in said[1:]]
        if not all(put) or any(one.rest for one in said):
            self.draft.tell(_MORE_SAID.format(text.splitlines()[0][:_SHOWN]))
        return where

    def _put_source(self, said: Said) -> str:
        """What a cell says of one source of its sum; where it went, or nothing."""
        field = self.field(word_of(said.label)) or ""
        path = self._absolute(Label(field, 0), {}) if field.startswith("fund.") else ""
        return self.draft.put_once(self.form, path, said.amount) if path else ""

    def _no_more_asked(self, path: str) -> None:
        """A goal with its own words before it is not what the label over it waits for: nothing below is any more."""
        if path in STATEMENTS:
            self.waiting = []

    def put_statement(self, period: Period, text: str) -> str:
        """Puts a goal's text, below one that stands there already; where, or nothing. Behind the indicators of a goal
        it is another's (年度目标1 and its table, 年度目标2 and its own)."""
        if len(text) <= _SHORTEST_GOAL and text.startswith(tuple("和及与、")):
            return ""  # the rest of its label: 年度目标⏎和成果
        self.goals.nth(period, 0)  # there is one
        goals = self.form.goals_of(period)
        goal = next((one for one in goals if word_of(one.statement).norm == word_of(text).norm), goals[-1])
        if word_of(goal.statement).norm != word_of(text).norm:
            if goal.statement and goal.dimensions:
                goal = self.goals.add_behind(period)
            if len(goal.statement) + len(text) > LONGEST:
                return ""
            goal.statement = f"{goal.statement}\n{text.strip()}".strip()
        return f"{goal.id}.statement"

    def _goes_on(self, line: Line) -> bool:
        """A row of its own for the second, third … of the year's goals: more of the statement above it."""
        where = self.goes_on(line.filled[0].text) if len(line.filled) == 1 and line.free else ""
        if where:
            line.placed[0] = where
        return bool(where)

    def goes_on(self, text: str) -> str:
        """Takes the second, third … of the goals as more of the statement above it; where, or nothing."""
        goal = self.form.goals[-1] if self.form.goals else None
        numbered = goal is not None and bool(_NEXT_GOAL.match(goal.statement) and _NEXT_GOAL.match(text))
        if goal is None or goal.dimensions or not numbered:
            return ""
        if len(goal.statement) + len(text) > LONGEST:
            return ""
        goal.statement = f"{goal.statement}\n{text.strip()}"
        return f"{goal.id}.statement"


def _heads_tasks(labels: Mapping[int, str]) -> bool:
    """年度主要任务 | 对应项目 | 预算金额: these head columns of tasks, and ask for nothing of the form's own."""
    return any(path == _TASKS and labels.get(index + 1) == GROUP for index, path in labels.items())


def _is_choice(line: Line, index: int, fields: Sequence[str | None]) -> bool:
    """True for 特定目标类 beside words that are no label: what kind the project is that they name."""
    path = fields[index] or ""
    if path.startswith("fund.") and index and line.words[index - 1].bare in words("asks_source"):
        return not any(map(is_amount, line.texts[index + 1 : index + 2]))
    beside = index > 0 and not fields[index - 1] and not is_amount(line.texts[index - 1])
    return beside and path.startswith("expenditure.") and line.words[index].is_choice


def _packed(line: Line) -> bool:
    """No blank cell between the others: it may be lost."""
    return not line.spans_known and line.filled[-1].column == len(line.filled) - 1


def _says_whole(word: Word) -> bool:
    """Words for the whole of a goal that name no year: 项目总目标, 总体目标."""
    return "总" in word.bare and _YEARLY.search(word.bare) is None


def _in_two_rows(above: Sequence[Label], below: Sequence[Label]) -> list[Label]:
    """Labels in two rows, those of the second under one of the first: 合计 | 财政拨款 | 单位资金 over 一般公共预算 |
    政府性基金. Where more than one of the first is covered, the columns are not what they were."""
    columns = {label.column for label in below}
    covered = sum(label.column in columns for label in above)
    own = [label for label in above if label.column and label.column not in columns] if covered <= 1 else []
    return sorted([*own, *below], key=lambda label: label.column)
