"""Rows of labels and values in a layout that no template draws: labels are known by their words, values stand behind
or below them, and what a clear but unknown label names is kept under that name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.finding.lines import Line
from importers.forms.filling import MONEY, put_once
from importers.labels import GROUP, FormKind, field_of, looks_like_label, with_value
from importers.words import column_meaning, norm
from models.forms import DepartmentForm, ProjectForm
from models.goals import Goal

AnyForm = DepartmentForm | ProjectForm
_TOTALS = ("amount", "total_amount")
LONGEST = 32_767  # characters; as many as a cell of Excel, from which all forms come, can hold
_LONGEST_NAME = 20
_HEADS = frozenset({"全年执行数", "执行数", "执行率", "得分", "分值"})  # of columns of money, never values
_NEXT_GOAL = re.compile(r"^\s*(?:目标\s*[\d一二三四五六七八九十]|\d+[.．、]).{4}")


@dataclass(frozen=True, slots=True)
class Label:
    """A label waiting for its value: the field, and the column it stood in."""

    path: str
    column: int


class LabelledRows:
    """Puts the values of labelled rows into a form."""

    def __init__(self, form: AnyForm) -> None:
        self.form = form
        self.kind: FormKind = form.kind
        self.money = MONEY
        self.waiting: list[Label] = []
        self.totals: list[str] = []
        self.found = 0

    def read(self, line: Line) -> bool:
        """Reads the cells that found no place yet; True when one of them was understood."""
        free = [index for index in range(len(line.filled)) if index not in line.used]
        inline = [index for index in free if self._put_inline(line, index)]
        free = [index for index in free if index not in line.used]
        labels = self._labels(line, free)
        if inline and not labels:
            return True
        if not labels:
            return self._below(line, free) or self._goes_on(line, free) or self._unforeseen(line, free)
        before = len(line.used)
        self.waiting = self._pairs(line, free, labels)
        self.found += len(line.used) - before
        self._unforeseen(line, [index for index in free if index not in line.used])
        return True

    def _labels(self, line: Line, free: Sequence[int]) -> dict[int, str]:
        """The labels among the cells that found no place, and those known by their words whose value found none."""
        fields = {index: field_of(cell.text, self.kind) for index, cell in enumerate(line.filled)}
        own = set(free) | {index - 1 for index in free if index and not fields[index]}
        return {index: path for index, path in fields.items() if path and index in own}

    def is_label(self, text: str) -> bool:
        """True for words that name a field of the form."""
        return field_of(text, self.kind) is not None

    def expect(self, text: str) -> bool:
        """Takes a label that stands on a line of its own; its value is what comes next."""
        path = field_of(text, self.kind)
        if path is None or not path.endswith(".statement"):
            return False
        self.waiting = [Label(path, 0)]
        return True

    def answer(self, text: str) -> str:
        """Takes a line of its own below the labels of goals as what they ask for; a Chinese sentence when unsure.

        Where it may be either goal's, it is the year's: every form has one.
        """
        waiting, self.waiting = self.waiting, []
        paths = [label.path for label in waiting if label.path.endswith("goal.statement")]
        if not paths:
            return ""
        path = paths[-1] if len(paths) == 1 else "annual_goal.statement"
        self._put(path, text)
        return "" if len(paths) == 1 else f"“{text[:20]}”没有写明是哪个目标的，放进了年度目标，请核对"

    def read_paragraph(self, text: str) -> bool:
        """Takes ``项目名称：某某`` of a line above or below the table."""
        found = with_value(text, self.kind)
        return found is not None and self._put(self._absolute(found[0], {}), found[1])

    def _put_inline(self, line: Line, index: int) -> bool:
        """A cell that holds label and value (``其中：财政拨款：80万元``)."""
        found = with_value(line.filled[index].text, self.kind)
        if found is None:
            return False
        if found[0] in _TOTALS:
            self.totals = [found[0]]
        if not self._put(self._absolute(found[0], {}), found[1]):
            return False
        line.used.add(index)
        self.found += 1
        return True

    def _pairs(self, line: Line, free: Sequence[int], labels: dict[int, str]) -> list[Label]:
        """Label, value, label, value …; returns the labels that got none."""
        waiting: list[Label] = []
        answered = False
        sources: dict[str, int] = {}
        for index in sorted({*free, *labels}):
            text = line.filled[index].text
            if index in labels:
                line.used.add(index)
                waiting = [label for label in waiting if label.path != labels[index]]  # it only headed this one
                if labels[index] != GROUP:
                    waiting.append(Label(self._absolute(labels[index], sources), line.filled[index].column))
            elif waiting and index - 1 in line.used and self._put(waiting[-1].path, text):
                waiting.pop()
                answered = True
                line.used.add(index)
        return [] if answered else waiting

    def _below(self, line: Line, free: Sequence[int]) -> bool:
        """Values under the labels of the row before: by column where they stand under one, else in order."""
        waiting, self.waiting = self.waiting, []
        columns = {label.column: label for label in waiting}
        under = [(index, columns[column]) for index in free if (column := line.filled[index].column) in columns]
        if len(free) == len(waiting) != len(under):
            under = list(zip(free, waiting, strict=True))
        for index, label in under:
            if self._put(label.path, line.filled[index].text):
                line.used.add(index)
        return any(index in line.used for index in free)

    def _unforeseen(self, line: Line, free: Sequence[int]) -> bool:
        """``label | value`` pairs that no field is for are kept under the label's own words."""
        done = False
        cells = list(free)
        while self.found and len(cells) >= 2:
            first, second = cells[0], cells[1]
            name, value = line.filled[first].text, line.filled[second].text
            if second == first + 1 and len(cells) % 2 == 0 and self._keep(name, value):
                line.used.update((first, second))
                done = True
            cells = cells[2:]
        return done

    def _keep(self, name: str, value: str) -> bool:
        words = norm(name)
        if not looks_like_label(name) or column_meaning(name) is not None or len(words) > _LONGEST_NAME:
            return False
        if (
            words in self.form.extra
            or words.endswith("指标")
            or norm(value) in _HEADS
            or (looks_like_label(value) and value.rstrip().endswith((":", "：")))
        ):
            return False
        self.form.extra = {**self.form.extra, words: value.strip()}
        return True

    # --- what a label names here --------------------------------------------------------------------------------------

    def notice_totals(self, line: Line) -> None:
        """Sources of money below 实施期资金总额 belong to the whole project, those below 年度资金总额 to the year."""
        totals = [path for text in line.texts if (path := field_of(text, self.kind)) in _TOTALS]
        if totals:  # named twice, the first heads the group (项目资金, 实施期资金总额, 年度资金总额)
            self.totals = [path for number, path in enumerate(totals) if path not in totals[number + 1 :]]

    def _absolute(self, path: str, sources: dict[str, int]) -> str:
        """``fund.fiscal`` as the field of the form; the second one in a row belongs to the second total."""
        if not path.startswith("fund."):
            return path
        source = path.removeprefix("fund.")
        if self.kind == "department":
            return f"income.{source}.amount"
        number = sources.get(source, 0)
        sources[source] = number + 1
        total = self.totals[min(number, len(self.totals) - 1)] if self.totals else "amount"
        return f"total_funding.{source}" if total == "total_amount" else f"funding.{source}"

    def _put(self, path: str, text: str) -> bool:
        """Puts a value where nothing stands yet, or the same."""
        if path.endswith("goal.statement"):
            return self._put_statement("long_term" if path.startswith("long") else "annual", text)
        return put_once(self.form, path, text, self.money)

    def _put_statement(self, period: str, text: str) -> bool:
        if not self.form.goals_of(period):
            self.form.goals.append(Goal(period="long_term" if period == "long_term" else "annual"))
        goal = self.form.goals_of(period)[0]
        if len(goal.statement) + len(text) > LONGEST:
            return goal.statement == text.strip()
        if norm(goal.statement) != norm(text):
            goal.statement = f"{goal.statement}\n{text.strip()}".strip()
        return True

    def _goes_on(self, line: Line, free: Sequence[int]) -> bool:
        """A row of its own for the second, third … of the year's goals: more of the statement above it."""
        if len(line.filled) != 1 or not free or not self.goes_on(line.filled[0].text):
            return False
        line.use_all()
        return True

    def goes_on(self, text: str) -> bool:
        """Takes the second, third … of the goals as more of the statement above it."""
        goal = self.form.goals[-1] if self.form.goals else None
        if goal is None or goal.dimensions or not goal.statement or not _NEXT_GOAL.match(text):
            return False
        if len(goal.statement) + len(text) > LONGEST:
            return False
        goal.statement = f"{goal.statement}\n{text.strip()}"
        return True
