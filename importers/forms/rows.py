"""One form, read row by row against the patterns of its template."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from importers.finding.lines import Line
from importers.finding.patterns import MARKED, Pattern, Slot, labels_of, matches_label, patterns_of
from importers.forms.align import IMPOSSIBLE, Alignment, align
from importers.forms.filling import Money, is_amount, money_unit_in, put, put_once
from importers.forms.fits import Fits, stairs
from importers.forms.heads import HEAD_ROWS, Vocabulary, read_head, year_heads
from importers.forms.labelled import Label, LabelledRows
from importers.forms.tree import TreeReader, is_remark, is_total
from importers.labels import field_of, with_value
from importers.words import norm, row_meaning, without_number
from models.forms import CostItem, DepartmentForm, Measure, ProjectForm, ProjectLine, Purchase, Task
from models.goals import Goal
from models.paths import split_scope
from models.templates.grid import Place
from models.templates.template import Block, FormTemplate
from models.values import Node, Part

AnyForm = DepartmentForm | ProjectForm
ITEMS: dict[str, type[Node]] = {
    "costs": CostItem,
    "purchases": Purchase,
    "tasks": Task,
    "projects": ProjectLine,
    "measures": Measure,
}
_WIDE_GAP = re.compile(r"[ \u3000\t]{2,}")
_LONE_CELLS = 3  # lines of one cell that may follow each other
_UNIT_CAPTION = re.compile(r"^(?:金额|货币)?单位:(?:人民币)?[百千万亿]*元$")
_CAPTION = 60  # characters; a longer line is prose
_BODIES = ("list", "pair")  # rows that only their heads give a meaning
_LONG_TERM = re.compile("长期|中期|实施期|总体期|三年|五年")


@dataclass(frozen=True, slots=True)
class Match:
    """A row seen as a pattern."""

    pattern: Pattern
    alignment: Alignment
    anchored: int
    score: float


class FormReader:
    """Reads the lines of one form. Cells that found no place stay unused; nothing is dropped."""

    def __init__(
        self, form: AnyForm, template: FormTemplate, others: Sequence[FormTemplate], vocabulary: Vocabulary
    ) -> None:
        self.form = form
        self.template = template
        self.vocabulary = vocabulary
        self.patterns = patterns_of(template)
        self.labels = frozenset().union(*(labels_of(one) for one in (template, *others)))
        self.openers = [p for p in self.patterns if p.kind != "indicator_head" and p.slots and p.slots[0].anchored]
        self.foreign = [p for other in others for p in patterns_of(other)]
        self.years: set[int] = set()
        self.cursor = -1
        self.open_list: Pattern | None = None
        self.list_rows = 0
        self.goal: Goal | None = None
        self.counts = {"annual": 0, "long_term": 0}
        self.used_heads: set[int] = set()
        self.hinted = ""
        self.labelled = LabelledRows(form)
        self.money = self.labelled.money = Money(template.money_unit, template.money_unit)
        self.notices: list[str] = []
        self.converted: set[str] = set()  # units that amounts were converted from
        self.surmised: set[str] = set()  # fields filled from around the table: a cell of the table knows better
        self.tables = 0  # of indicators
        self.headed = -1  # the table whose indicators were read last

    def read(self, lines: Sequence[Line]) -> None:
        """Takes every line in."""
        self.tables = sum(line.heads_indicators for line in lines)
        number = 0
        while number < len(lines):
            line = lines[number]
            if self.headed < 0 or line.heads_indicators:
                self._notice_money(line)
            if line.heads_indicators:
                number += self._indicators(lines, number)
                continue
            if not line.is_row:
                self._paragraph(line)
            elif line.filled:
                self._row(line)
            number += 1

    def _notice_money(self, line: Line) -> None:
        """From the unit a caption or a label names on, bare amounts are in it (docs/adr/0011)."""
        units = (money_unit_in(text, label=self._is_label(text)) for text in line.texts)
        unit = next(filter(None, units), "")
        for index, text in enumerate(line.texts if line.is_row else ()):
            if _UNIT_CAPTION.match(norm(text)):
                line.used.add(index)
        if unit:
            self.money = self.labelled.money = Money(unit, self.template.money_unit)
            self.converted.update({unit} - {self.template.money_unit})

    def _is_label(self, text: str) -> bool:
        return self.labelled.is_label(text) or norm(text) in self.labels or row_meaning(text) is not None

    # --- rows of labels and values ------------------------------------------------------------------------------------

    def _row(self, line: Line) -> None:
        self.labelled.notice_totals(line)
        match = self._best(line, self.patterns)
        following = self._following(line)
        if following and (match is None or match.anchored < following.pattern.anchors or following.score > match.score):
            match = following
        if match is None:
            self._foreign_row(line)
            return
        self._take(line, match)
        self.cursor = match.pattern.position
        self._remember_list(match.pattern)
        if len(line.used) < len(line.filled):
            self.labelled.read(line)

    def _foreign_row(self, line: Line) -> None:
        """A row that the template does not draw: as another template draws it, else by its labels."""
        match = None if self.labelled.waiting else self._best(line, self.foreign, strict=True)
        if match is not None:
            self._take(line, match)
            self._remember_list(match.pattern)
        if len(line.used) < len(line.filled) and self.labelled.read(line):
            self.open_list = None if match is None else self.open_list

    def _best(self, line: Line, patterns: Sequence[Pattern], *, strict: bool = False) -> Match | None:
        """The pattern whose words stand in the row; with ``strict`` all of its words must."""
        words = {norm(text) for text in line.texts}
        best: Match | None = None
        for pattern in patterns:
            if not pattern.anchors or pattern.kind == "indicator_head" or (strict and pattern.kind in _BODIES):
                continue
            match = self._match(line, pattern, words)
            enough = match and match.anchored >= (pattern.anchors if strict else (pattern.anchors + 1) // 2)
            if match and enough and (best is None or match.score > best.score):
                best = match
        return best

    def _match(self, line: Line, pattern: Pattern, words: set[str]) -> Match | None:
        if not any(_can_anchor(slot, words, line.texts) for slot in pattern.slots):
            return None
        alignment = self._align(line, pattern)
        anchored = sum(1 for _, slot in alignment.pairs if pattern.slots[slot].anchored)
        if not anchored or (anchored < pattern.anchors and pattern.repeats):
            return None
        ahead = pattern.position - self.cursor
        order = -0.05 * ahead if ahead > 0 else -1.0 + 0.05 * ahead
        return Match(pattern, alignment, anchored, alignment.score + order)

    def _following(self, line: Line) -> Match | None:
        """The row as the next one of a list, or as the values under the labels just read."""
        pattern = self.open_list or self._unlabelled_next()
        if pattern is None or (not pattern.anchors and self._begins_with_label(line)):
            return None
        alignment = self._align(line, pattern)
        if not alignment.pairs or alignment.score <= 0:
            return None
        anchored = sum(1 for _, slot in alignment.pairs if pattern.slots[slot].anchored)
        return Match(pattern, alignment, anchored, alignment.score) if anchored or not pattern.anchors else None

    def _begins_with_label(self, line: Line) -> bool:
        """True when the row names something else than what the labels above it announce."""
        first = line.filled[0].text
        return self.labelled.is_label(first) or norm(first) in self.labels

    def _unlabelled_next(self) -> Pattern | None:
        after = self.cursor + 1
        pattern = self.patterns[after] if 0 < after < len(self.patterns) else None
        return pattern if pattern and not pattern.anchors and pattern.kind in ("fixed", "goal_fixed") else None

    def _align(self, line: Line, pattern: Pattern) -> Alignment:
        """Cells to slots. Merged cells may have kept their columns or not: the reading that fits better counts."""
        by_order = self._align_by(line, pattern, [slot.order for slot in pattern.slots])
        if line.width != len(self.template.columns):
            return by_order
        by_column = self._align_by(line, pattern, [slot.column for slot in pattern.slots])
        return by_column if by_column.score >= by_order.score else by_order

    def _align_by(self, line: Line, pattern: Pattern, expected: Sequence[int]) -> Alignment:
        slots = pattern.slots
        shift = _shift(line, slots, expected)

        mislaid = [8.0 if self.labelled.is_label(cell.text) else 0.0 for cell in line.filled]  # a label is no value

        def fit(cell: int, number: int) -> float:
            near = 3.0 if line.filled[cell].column - shift == expected[number] else 0.0
            return (
                _slot_fit(slots[number], line.filled[cell].text) + near - mislaid[cell] * (not slots[number].anchored)
            )

        skip = [-4.0 if slot.anchored and slot.fixed else 0.0 for slot in slots]
        found = align(len(line.filled), len(slots), fit, -6.0, skip)
        return Alignment(found.score, _beside_labels(found.pairs, slots))

    def _take(self, line: Line, match: Match) -> None:
        nodes: dict[str, Part | None] = {}
        taken = {slot for _, slot in match.alignment.pairs}
        for cell, number in match.alignment.pairs:
            slot, text = match.pattern.slots[number], line.filled[cell].text
            if not slot.anchored and _lacks_label(match.pattern, number, taken):
                continue
            if slot.fixed:
                self._notice(slot, text)
                line.used.add(cell)
            elif self._fill(match.pattern, slot, text, nodes):
                line.used.add(cell)
                self.labelled.found += 1
        if match.pattern.kind == "goal_fixed" and match.pattern.parent is not None:
            self._goal_node(match.pattern, nodes)

    def _notice(self, slot: Slot, text: str) -> None:
        """Fixed words say years, and which goals' indicators come next."""
        if "绩效目标表" in norm(text) or "绩效指标" in norm(text):
            self.hinted = "long_term" if _LONG_TERM.search(text) else "annual"
        found = slot.regex.fullmatch(text)
        year = re.fullmatch(r"((?:19|20)\d\d)年?", norm(text))
        if found and year and len(slot.regex.groupindex) == 1:
            self.years.add(int(year[1]))

    def _fill(self, pattern: Pattern, slot: Slot, text: str, nodes: dict[str, Part | None]) -> bool:
        found = slot.regex.fullmatch(text.strip())
        if any(place.choice for place in slot.places):
            return self._choose(pattern, slot, text, found, nodes)
        if found is None:
            return len(slot.places) == 1 and self._store(pattern, slot.places[0], text, nodes)
        numbers = sorted(int(name[1:]) for name in slot.regex.groupindex if name.startswith("p"))
        texts = [found[f"p{number}"].strip() for number in numbers]
        done = [self._store(pattern, place, value, nodes) for place, value in zip(slot.places, texts, strict=True)]
        return all(done)

    def _choose(
        self, pattern: Pattern, slot: Slot, text: str, found: re.Match[str] | None, nodes: dict[str, Part | None]
    ) -> bool:
        """Check boxes: the ticked one; or the words of one alone."""
        chosen = [place for place in slot.places if norm(place.choice) == norm(text)]
        if found:
            numbers = sorted(int(name[1:]) for name in slot.regex.groupindex if name.startswith("p"))
            marks = [found[f"p{number}"] for number in numbers]
            chosen = [place for place, mark in zip(slot.places, marks, strict=True) if mark and mark in MARKED]
            if not chosen:
                return True
        value = chosen[0].choice if chosen else text
        return len(chosen) <= 1 and self._store(pattern, slot.places[0], value, nodes)

    def _store(self, pattern: Pattern, place: Place, text: str, nodes: dict[str, Part | None]) -> bool:
        rule = self.template.fields.get(place.path)
        if not text or (rule and rule.hint and norm(rule.hint) == norm(text)):
            return True
        scope, field = split_scope(place.path)
        node = self._node(scope, pattern, nodes)
        if node is None:
            return False
        if isinstance(node, Goal) and field == "label" and not pattern.block.period and _LONG_TERM.search(text):
            node.period = "long_term"
        if scope == "form" and field in self.surmised and put(node, field, text, self.money):
            self.surmised.discard(field)
            return True
        return put_once(node, field, text, self.money)

    # --- the nodes values belong to -----------------------------------------------------------------------------------

    def _node(self, scope: str, pattern: Pattern, nodes: dict[str, Part | None]) -> Part | None:
        if scope == "form":
            return self.form
        if scope not in nodes:
            nodes[scope] = self._new_node(scope, pattern, nodes)
        return nodes[scope]

    def _new_node(self, scope: str, pattern: Pattern, nodes: dict[str, Part | None]) -> Part | None:
        if scope == "goal":
            return self._goal_node(pattern, nodes)
        if scope in ("long_goal", "annual_goal"):
            return self._nth_goal("long_term" if scope == "long_goal" else "annual", self.list_rows)
        items = getattr(self.form, pattern.block.of, None) if pattern.block.of in ITEMS else None
        if items is None:
            return None
        item = ITEMS[pattern.block.of]()
        items.append(item)
        return item

    def _goal_node(self, pattern: Pattern, nodes: dict[str, Part | None]) -> Goal:
        if "goal" in nodes and isinstance(nodes["goal"], Goal):
            return nodes["goal"]
        if pattern.parent is not None and pattern.kind == "goal_fixed":
            period = pattern.parent.period or "annual"
            goal = self._nth_goal(period, self.counts[period])
            self.counts[period] += 1
        elif pattern.block.of == "goals":
            goal = Goal(period=pattern.block.period or "annual")
            self.form.goals.append(goal)
        else:
            goal = self._nth_goal("annual", 0)
        self.goal = nodes["goal"] = goal
        return goal

    def _nth_goal(self, period: str, number: int) -> Goal:
        goals = self.form.goals_of(period)
        while len(goals) <= number:
            self.form.goals.append(Goal(period="long_term" if period == "long_term" else "annual"))
            goals = self.form.goals_of(period)
        return goals[number]

    def _remember_list(self, pattern: Pattern) -> None:
        """After the head of a list its rows come, until other labels appear."""
        if pattern.kind in ("list_head", "pair_head"):
            pool = (*self.patterns, *self.foreign)
            rows = [p for p in pool if p.block is pattern.block and p.kind in ("list", "pair")]
            self.open_list, self.list_rows = (rows[0] if rows else None), 0
        elif pattern.kind in ("list", "pair"):
            self.list_rows += 1
        else:
            self.open_list = None

    # --- indicators ---------------------------------------------------------------------------------------------------

    def _indicators(self, lines: Sequence[Line], start: int) -> int:
        """A table of indicators from its head at ``start`` on; how many lines it took."""
        head, taken = read_head(lines[start : start + HEAD_ROWS], self.vocabulary)
        self.years.update(year + 1 for year in year_heads(head)[-1:])
        self.open_list = None
        block = self._indicator_block(head.label)
        self.headed = lines[start].table
        stop = start + taken
        while stop < len(lines) and (self._in_body(lines[stop]) or self._is_lone_cell(lines, stop)):
            stop += 1
        body = [line for line in lines[start + taken : stop] if line.is_row]
        fits = Fits(head, self.vocabulary)
        fits.learn(body)
        self._rows(body, fits, self._goals_for(block, head.label), bool(block and block.period))
        return stop - start

    def _rows(self, body: Sequence[Line], fits: Fits, goals: Iterator[Goal], several: bool) -> None:
        """The rows of a table of indicators, which with ``several`` may hold goal after goal."""
        readers = self._readers(fits, goals)
        rows = [(line, fits.assign(line)) for line in body if not is_total(line)]
        steps = stairs([fits.levels(assigned) for _, assigned in rows])
        label = ""
        for number, (line, assigned) in enumerate(rows):
            if not line.filled:
                self._blank_row(readers[0], line)
                continue
            label, before = fits.goal_label(line, assigned) or label, label
            if several and readers[0].rows and label != before:
                readers = self._readers(fits, goals)
            for reader in readers:
                (reader.open if number in steps else reader.add)(line, assigned)

    def _readers(self, fits: Fits, goals: Iterator[Goal]) -> list[TreeReader]:
        """One reader a tree: mostly one; of two the first is the long-term goal's, the second the year's."""
        trees = fits.head.trees
        if len(trees) == 1:
            return [TreeReader(next(goals), fits, self.form, self.money)]
        owners = [self._nth_goal("long_term", 0), self._nth_goal("annual", 0)]
        pairs = zip(owners, trees, strict=True)
        return [TreeReader(goal, fits, self.form, self.money, slots) for goal, slots in pairs]

    def _in_body(self, line: Line) -> bool:
        """True while rows of indicators go on."""
        if not line.is_row or line.heads_indicators:
            return False
        return not line.filled or not self._leaves_body(line)

    def _is_lone_cell(self, lines: Sequence[Line], number: int) -> bool:
        """True (and the line is a row from now on) for a short line right between two rows."""
        line, above = lines[number], lines[number - 1]
        after = next((n for n in range(number, min(number + _LONE_CELLS + 1, len(lines))) if lines[n].is_row), number)
        near = range(number, after + 1)
        close = all(lines[n].turned or lines[n].place - lines[n - 1].place <= 2 for n in near)
        if line.is_row or after == number or not close or not above.is_row or len(line.paragraph) > _CAPTION:
            return False
        if not self._in_body(lines[after]):
            return False
        if _UNIT_CAPTION.match(norm(line.paragraph)):  # repeated on a new page
            return True
        line.become_row(above)
        if self._leaves_body(line):
            line.become_paragraph()
        return line.is_row

    def _blank_row(self, reader: TreeReader, line: Line) -> None:
        """An empty row among others is an empty row of the official table; one at a pasted table's end is nothing."""
        if line.anchors or (reader.rows and not line.last_of_table):
            reader.add(line, {})

    def _leaves_body(self, line: Line) -> bool:
        """True when a row below the indicators is no indicator but a labelled row of the form."""
        if is_remark(line) or self._begins_with_field(line):
            return True
        first = norm(line.filled[0].text)
        words: set[str] = set()
        for pattern in self.openers:
            if not _can_anchor(pattern.slots[0], {first}, [line.filled[0].text]):
                continue
            words = words or {norm(text) for text in line.texts}
            match = self._match(line, pattern, words)
            if match and match.anchored == pattern.anchors and len(match.alignment.pairs) == len(line.filled):
                return first not in self.vocabulary.dimensions | self.vocabulary.categories
        return False

    def _begins_with_field(self, line: Line) -> bool:
        """True for a labelled row of the form itself, such as 项目名称 of the next one."""
        first = line.filled[0]
        inline = with_value(first.text, self.form.kind)
        path = inline[0] if inline else field_of(first.text, self.form.kind)
        return first.column == 0 and path in ("name", "unit_name", "annual_goal.statement", "long_goal.statement")

    def _indicator_block(self, label: str) -> Block | None:
        """Which indicator table of the template this is: by its label and what was read before, else the next one."""
        blocks = _indicator_blocks(self.template)
        period = self._period(label) or self._only_period()
        fitting = [
            block
            for block, parent in blocks
            if not period or (block.period or (parent.period if parent else "") or "annual") == period
        ]
        fresh = [block for block in fitting if id(block) not in self.used_heads] or fitting
        if not fresh:
            return None
        self.used_heads.add(id(fresh[0]))
        return fresh[0]

    def _only_period(self) -> str:
        """The period of the goals read so far, where all are of one; one table for goals of both is the year's."""
        periods = {goal.period for goal in self.form.goals}
        if len(periods) == 1:
            return periods.pop()
        return "" if periods and self.tables > 1 else "annual"

    def _period(self, label: str) -> str:
        """annual or long_term where words say so."""
        if label and _LONG_TERM.search(label):
            return "long_term"
        if label and ("年度" in label or "当年" in label):
            return "annual"
        if self.hinted:
            return self.hinted
        return self.goal.period if self.goal else ""

    def _goals_for(self, block: Block | None, label: str) -> Iterator[Goal]:
        """The goals whose indicators the table holds: the current one, or those of the block's period one by one."""
        self.hinted = ""
        if block is not None and block.period:
            number = 0
            while True:
                yield self._nth_goal(block.period, number)
                number += 1
        period = self._period(label) or "annual"
        goal = self.goal if self.goal is not None and self.goal.period == period else self._nth_goal(period, 0)
        while True:
            yield goal
            goal = self._nth_goal(period, len(self.form.goals_of(period)))

    # --- paragraphs ---------------------------------------------------------------------------------------------------

    def _paragraph(self, line: Line) -> None:
        """Lines around the table: 填报单位, year, the project's name in the heading."""
        text = line.paragraph.strip()
        if self.headed < 0 and (self.labelled.expect(text) or self._answers(text)):
            return
        pieces = _WIDE_GAP.split(text)
        for piece in pieces if len(pieces) > 1 else [text]:
            if not self._around(piece) and len(piece) <= _CAPTION:
                self.labelled.read_paragraph(piece)

    def _answers(self, text: str) -> bool:
        """A line that lost the cells beside it: the goal that the labels above it ask for, or more of one."""
        if self.labelled.is_label(text.partition("：")[0]) or "单位：" in text:
            return False
        if self.open_list is not None and self.open_list.kind == "pair":
            self.labelled.waiting = [Label("long_goal.statement", 0), Label("annual_goal.statement", 1)]
        before = len(self.labelled.waiting)
        notice = self.labelled.answer(text)
        self.notices += [notice] if notice else []
        return before > len(self.labelled.waiting) or self.labelled.goes_on(text)

    def _around(self, text: str) -> bool:
        """A caption, a heading or a line of signatures as the template prints it."""
        for pattern in self.patterns:
            if pattern.block.kind not in ("title", "caption", "subtitle", "signature", "note"):
                continue
            for slot in pattern.slots:
                if not slot.places or not slot.anchored:
                    continue
                whole = slot.regex.fullmatch(text)
                if whole or slot.regex.fullmatch(without_number(text)):
                    self._fill_blank(pattern, slot, text if whole else without_number(text))
                    return True
        return False

    def _fill_blank(self, pattern: Pattern, slot: Slot, text: str) -> None:
        """A paragraph fills only what the table itself left blank."""
        if all(not getattr(self.form, place.path, None) for place in slot.places if "." not in place.path):
            self._fill(pattern, slot, text, {})
            self.surmised.update(place.path for place in slot.places)


def _indicator_blocks(template: FormTemplate) -> list[tuple[Block, Block | None]]:
    found: list[tuple[Block, Block | None]] = []
    for block in template.block:
        if block.kind == "indicators":
            found.append((block, None))
        found += [(inner, block) for inner in block.block if inner.kind == "indicators"]
    return found


def _beside_labels(pairs: Sequence[tuple[int, int]], slots: Sequence[Slot]) -> tuple[tuple[int, int], ...]:
    """A value right behind a label that was taken for the value of another, missing label goes to the label it has."""
    mended: list[tuple[int, int]] = []
    for cell, slot in pairs:
        label = next((n for n in range(slot - 1, -1, -1) if slots[n].fixed), None)
        last = mended[-1] if mended else (-2, -2)
        slid = label is not None and last[0] == cell - 1 and last[1] < label and slots[last[1]].fixed
        own = last[1] + 1
        mended.append((cell, own if slid and not slots[slot].anchored and not slots[own].anchored else slot))
    return tuple(mended)


def _lacks_label(pattern: Pattern, number: int, taken: Collection[int]) -> bool:
    """True when the words before a value are not in the row: what stands there is something else."""
    label = next((n for n in range(number - 1, -1, -1) if pattern.slots[n].fixed), None)
    return label is not None and label not in taken and not any(label < slot < number for slot in taken)


def _can_anchor(slot: Slot, words: set[str], texts: Sequence[str]) -> bool:
    if not slot.anchored:
        return False
    if slot.labels:
        return bool(slot.labels & words)
    return any(slot.regex.fullmatch(text.strip()) for text in texts)


def _shift(line: Line, slots: Sequence[Slot], expected: Sequence[int]) -> int:
    """By how many columns the row slid, judged by its first label."""
    for cell in line.filled:
        for number, slot in enumerate(slots):
            if slot.fixed and slot.anchored and matches_label(slot, cell.text):
                return cell.column - expected[number]
    return 0


def _slot_fit(slot: Slot, text: str) -> float:
    if slot.fixed:
        return 20.0 if matches_label(slot, text) else IMPOSSIBLE
    if slot.anchored:
        return 20.0 if slot.regex.fullmatch(text.strip()) else IMPOSSIBLE
    if slot.amount:
        return (
            (8.0 if slot.places[0].percent == text.rstrip().endswith(("%", "％")) else 7.0)
            if is_amount(text, slot.places[0].path)
            else -3.0
        )
    if any(place.choice for place in slot.places):
        return 8.0 if slot.regex.fullmatch(text.strip()) else 1.0
    return 4.0
