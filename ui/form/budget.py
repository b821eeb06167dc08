"""The budget page: the unit's budget with its sums, earlier years, and how the forms agree with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from models.dossier import BudgetProject, BudgetPurchase, EconomyLine, FunctionLine
from models.forms import DepartmentForm, ProjectForm
from models.rules.finding import Finding
from models.rules.money import FISCAL_PARTS, agree, amounts_of, funding_parts, own_funds_once
from models.touched import Touched
from models.values import (
    EXPENDITURE_WORDS,
    FUNDING_WORDS,
    OFFICIAL_WORDS,
    ExpenditureKind,
    FundingSource,
    MoneyLine,
    Node,
    OfficialExpense,
    plain,
)
from ui.form.drawing import Column
from ui.form.page_head import begin_page, heading, quiet
from ui.form.table_panel import ValueTablePanel
from ui.form.tables import AnyColumn, Computed, FixedRows, ListRows, ValueTable
from ui.ground.theme import colours, page_role
from ui.session.session import Session

MONEY = 14.0
"""Width of a column of money beside the others."""

OFFICIAL_PARTS = (OfficialExpense.ABROAD, OfficialExpense.VEHICLES, OfficialExpense.RECEPTION)
_SUBJECT_COLUMNS: tuple[AnyColumn, ...] = (
    Column("科目编码", "code", "text", MONEY),
    Column("科目名称", "name", "text", 3 * MONEY),
    Column("合计", "amount", "amount", MONEY),
    Column("基本支出", "basic", "amount", MONEY),
    Column("人员经费", "personnel", "amount", MONEY),
    Column("公用经费", "operation", "amount", MONEY),
    Column("项目支出", "project", "amount", MONEY),
)
_FUNDING_COLUMNS: tuple[AnyColumn, ...] = tuple(
    Column(FUNDING_WORDS[source], f"funding.{source.value}", "amount", MONEY)
    for source in (FundingSource.FISCAL, *FISCAL_PARTS)
)
_PURCHASE_COLUMNS: tuple[AnyColumn, ...] = (
    Column("项目名称", "project", "text", 2 * MONEY),
    Column("品目、内容", "item", "text", 2 * MONEY),
    Column("数量", "quantity", "text", MONEY),
    Column("计量单位", "measure", "text", MONEY),
    Column("单价", "price", "amount", MONEY),
    Column("金额", "amount", "amount", MONEY),
    Column("面向中小企业", "smaller", "amount", MONEY),
    Column("面向小微企业", "smallest", "amount", MONEY),
    Column("单位名称", "unit_name", "text", 2 * MONEY),
    Column("功能科目", "function", "text", 2 * MONEY),
    Column("经济科目", "economy", "text", 2 * MONEY),
    Column("资金来源", "source", "text", MONEY),
)


class BudgetPage(QScrollArea):
    """The unit's budget, table under table."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._panels: list[ValueTablePanel] = []
        self._sums: list[tuple[QLabel, Callable[[], tuple[str, bool | None]]]] = []
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("部门预算")
        content = QWidget()
        content.setBackgroundRole(page_role())
        content.setAutoFillBackground(True)
        self._column = QVBoxLayout(content)
        self._column.setSpacing(6)
        begin_page(self._column, "部门预算（万元）", "各张表的金额都与这里核对。表格可以从 Excel 或 WPS 整块粘贴。")
        self._fill()
        self._column.addStretch(1)
        self.setWidget(content)
        self._show_sums()

    def _fill(self) -> None:
        year = self._session.dossier.year
        self._structure("收入", "income", [(key.value, word) for key, word in FUNDING_WORDS.items()], year)
        self._sum(self._income_words)
        self._structure("支出", "expenditure", [(key.value, word) for key, word in EXPENDITURE_WORDS.items()], year)
        self._sum(self._spending_words)
        self._sum(self._both_words)
        self._list("支出，按功能分类科目", "functions", FunctionLine, _SUBJECT_COLUMNS + _FUNDING_COLUMNS)
        self._sum(self._function_words)
        self._list("支出，按经济分类科目", "economy", EconomyLine, _SUBJECT_COLUMNS)
        self._list("项目支出预算", "projects", BudgetProject, self._project_columns())
        self._sum(self._project_words)
        self._structure("“三公”经费", "official", [(key.value, word) for key, word in OFFICIAL_WORDS.items()], year)
        self._sum(lambda: self._sum_words("official", OFFICIAL_PARTS, "三项合计"))
        self._list("政府采购预算", "purchases", BudgetPurchase, _PURCHASE_COLUMNS)
        self._list("政府购买服务预算", "services", BudgetPurchase, _PURCHASE_COLUMNS)

    # --- parts of the page --------------------------------------------------------------------------------------------

    def _sum(self, words: Callable[[], tuple[str, bool | None]]) -> None:
        label = quiet("")
        self._column.addWidget(label)
        self._sums.append((label, words))

    def _table(self, title: str, columns: Sequence[AnyColumn], rows: FixedRows | ListRows) -> None:
        self._column.addWidget(heading(title))
        table = ValueTable(self._session, columns, rows)
        panel = ValueTablePanel(table, title)
        table.setParent(panel)
        self._panels.append(panel)
        self._column.addWidget(panel)

    def _structure(self, title: str, field: str, keys: Iterable[tuple[str, str]], year: int) -> None:
        columns: list[AnyColumn] = [
            Column(f"{year} 年金额", "amount", "amount", MONEY),
            Column(f"{year - 1} 年", f"history.{year - 1}", "amount", MONEY),
            Column(f"{year - 2} 年", f"history.{year - 2}", "amount", MONEY),
        ]
        if field in DepartmentForm.model_fields:
            columns += [
                Computed("部门整体表", MONEY, lambda prefix: _shown(self._in_form(prefix))),
                Computed("相差", MONEY, self._difference),
            ]
        self._table(title, columns, FixedRows([(f"budget.{field}.{key}", word) for key, word in keys]))

    def _list(self, title: str, field: str, make: Callable[[], Node], columns: Sequence[AnyColumn]) -> None:
        self._table(title, columns, ListRows(self._session, "budget", field, make))

    def _project_columns(self) -> list[AnyColumn]:
        return [
            Column("项目编码", "code", "text", MONEY),
            Column("项目名称", "name", "text", 3 * MONEY),
            Column("预算金额", "amount", "amount", MONEY),
            Computed("项目表金额", MONEY, lambda prefix: _shown(self._of_form(prefix))),
            Computed("相差", MONEY, lambda prefix: _apart(self._amount(f"{prefix}.amount"), self._of_form(prefix))),
            Column("项目单位", "unit_name", "text", 2 * MONEY),
            *_FUNDING_COLUMNS[1:],
        ]

    # --- what the forms say -------------------------------------------------------------------------------------------

    def _amount(self, path: str) -> Decimal | None:
        value = self._session.value(path)
        return value if isinstance(value, Decimal) else None

    def _department(self) -> DepartmentForm | None:
        forms = self._session.dossier.forms
        return next((form for form in forms if isinstance(form, DepartmentForm)), None)

    def _in_form(self, prefix: str) -> Decimal | None:
        """The same line of the department's form."""
        form = self._department()
        _, field, key = prefix.split(".")
        if form is None:
            return None
        lines: dict[str, MoneyLine] = {str(k.value): line for k, line in getattr(form, field).items()}
        own = lines[key].amount if key in lines else None
        return form.amount if own is None and key == "total" else own

    def _difference(self, prefix: str) -> str:
        return _apart(self._amount(f"{prefix}.amount"), self._in_form(prefix))

    def _of_form(self, prefix: str) -> Decimal | None:
        """The amount of the project's form: the one with that code, else that name."""
        code, name = self._session.value(f"{prefix}.code"), self._session.value(f"{prefix}.name")
        projects = [form for form in self._session.dossier.forms if isinstance(form, ProjectForm)]
        found = [form for form in projects if code and form.code == code]
        found = found or [form for form in projects if name and form.name == name]
        return found[0].amount if found else None

    # --- sums ---------------------------------------------------------------------------------------------------------

    def _sum_words(self, field: str, keys: Iterable[str], word: str) -> tuple[str, bool | None]:
        added = _added(self._amount(f"budget.{field}.{key}.amount") for key in keys)
        return _against(word, added, "合计行", self._amount(f"budget.{field}.total.amount"))

    def _income_words(self) -> tuple[str, bool | None]:
        """A source that is a part of another one counts where that one is blank."""
        amounts = amounts_of(self._session.dossier.budget.income)
        parts = own_funds_once(funding_parts(amounts))
        return _against("各来源合计", _added(part for _, part in parts), "合计行", amounts.get(FundingSource.TOTAL))

    def _spending_words(self) -> tuple[str, bool | None]:
        """人员类 and 运转类 beside 特定目标类, or beside 项目支出 where that is what the unit calls it."""
        kind = ExpenditureKind.SPECIFIC
        if self._amount(f"budget.expenditure.{kind}.amount") is None:
            kind = ExpenditureKind.PROJECT
        kinds = (ExpenditureKind.PERSONNEL, ExpenditureKind.OPERATION, kind)
        return self._sum_words("expenditure", kinds, "三类支出合计")

    def _both_words(self) -> tuple[str, bool | None]:
        income, spent = (self._amount(f"budget.{field}.total.amount") for field in ("income", "expenditure"))
        return (
            _against("收入合计", income, "支出合计", spent) if income is not None and spent is not None else ("", None)
        )

    def _function_words(self) -> tuple[str, bool | None]:
        lines = self._session.dossier.budget.functions
        codes = [line.code for line in lines]
        last = [line for line in lines if not any(code != line.code and code.startswith(line.code) for code in codes)]
        added = _added(line.amount for line in (last if all(codes) else lines))
        return _against("末级科目合计", added, "支出合计", self._amount("budget.expenditure.total.amount"))

    def _project_words(self) -> tuple[str, bool | None]:
        added = _added(line.amount for line in self._session.dossier.budget.projects)
        total = self._amount("budget.expenditure.project.amount")
        if total is None:
            return _against("项目合计", added, "特定目标类", self._amount("budget.expenditure.specific.amount"))
        return _against("项目合计", added, "项目支出", total)

    def _show_sums(self) -> None:
        for label, words in self._sums:
            text, same = words()
            label.setText(text)
            label.setVisible(bool(text))
            palette = QPalette(label.palette())
            shade = colours().muted if same is None else colours().good if same else colours().warning
            palette.setColor(QPalette.ColorRole.WindowText, shade)
            label.setPalette(palette)

    # --- hearing ------------------------------------------------------------------------------------------------------

    def hear(self, touched: Touched) -> None:
        """Updates what a change touched; the forms count as well, since they are set beside the budget."""
        for panel in self._panels:
            panel.view.table.hear(touched)
        self._show_sums()

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Shows findings at the values."""
        for panel in self._panels:
            panel.view.table.mark(findings)

    def go_to(self, path: str) -> bool:
        """Puts the cursor into a cell."""
        for panel in self._panels:
            if panel.view.go_to(path):
                self.ensureWidgetVisible(panel.view, 20, 80)
                return True
        return False


def _added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _shown(amount: Decimal | None) -> str:
    return "" if amount is None else plain(amount)


def _apart(one: Decimal | None, other: Decimal | None) -> str:
    """By how much two amounts differ; a tick where they do not."""
    if one is None or other is None:
        return ""
    return "✓" if agree(one, other) else plain(one - other)


def _against(word: str, added: Decimal | None, other_word: str, other: Decimal | None) -> tuple[str, bool | None]:
    """Words for a sum beside what it should be, and whether it is."""
    if added is None:
        return "", None
    if other is None:
        return f"{word} {plain(added)}", None
    if agree(added, other):
        return f"{word} {plain(added)}，与{other_word}一致 ✓", True
    return f"{word} {plain(added)}，{other_word} {plain(other)}，相差 {plain(added - other)}", False
