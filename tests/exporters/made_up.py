"""Made-up forms in the layouts that offices use, for the tests of pages and PDF."""

from __future__ import annotations

from random import Random

from models.table import Band, Cell, PageSetup, Role, Table

STATEMENT = (
    "做好馆藏档案的接收、整理、保管和利用工作，按照“收得齐、管得住、用得好”的总体要求，全年接待查档群众≥3200人次，"
    "推进《档案管理办法》落实，确保库房面积2380.4平方米安全运转（含恒温恒湿设备）。"
)
CATEGORIES = {
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("社会效益指标", "可持续影响指标"),
    "满意度指标": ("服务对象满意度指标",),
    "成本指标": ("经济成本指标", "社会成本指标"),
}
HEADERS = ("一级指标", "二级指标", "三级指标", "指标值", "设置依据", "分值权重", "指标解释", "备注")
WIDTHS = (14.0, 16.0, 30.0, 22.0, 18.0, 12.0, 40.0, 12.0)


class Grid:
    """Cells put down row by row; every cell is bound to its place."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.row = 0

    def put(self, column: int, text: str, role: Role, rows: int = 1, columns: int = 1) -> None:
        """A cell in the current row."""
        self.cells.append(Cell(self.row, column, text, rows, columns, role, f"{self.row}.{column}"))

    def table(self, widths: tuple[float, ...] = WIDTHS, **parts: object) -> Table:
        """What was put down so far, as a table."""
        return Table(widths, self.row, tuple(self.cells), **parts)  # type: ignore[arg-type]


def indicator_rows(grid: Grid, per_category: list[int], random: Random) -> Band:
    """The indicator table with its head; the levels span their indicators."""
    counts = iter(per_category)
    head = grid.row
    for column, text in enumerate(HEADERS):
        grid.put(column, text, Role.HEADER)
    grid.row += 1
    for dimension, categories in CATEGORIES.items():
        numbers = [next(counts) for _ in categories]
        grid.put(0, dimension, Role.LEVEL, rows=sum(numbers))
        for category, number in zip(categories, numbers, strict=True):
            grid.put(1, category, Role.LEVEL, rows=number)
            for _ in range(number):
                _indicator(grid, random)
    return Band(head, head + 1, head + 1, grid.row)


def _indicator(grid: Grid, random: Random) -> None:
    grid.put(2, STATEMENT[: random.randint(0, 20)], Role.TEXT)
    for column, text in enumerate(("≥2380.4平方米", "历史标准", "10"), start=3):
        grid.put(column, text, Role.NUMBER if text == "10" else Role.VALUE)
    grid.put(6, STATEMENT[: random.randint(0, 60)], Role.TEXT)
    grid.put(7, "", Role.TEXT)
    grid.row += 1


def department_form(seed: int = 1, statements: int = 3, *, landscape: bool = False, signed: bool = True) -> Table:
    """A department's form: head, statements, indicators over several pages, names at the end."""
    random, grid = Random(seed), Grid()
    grid.put(0, "部门（单位）整体绩效目标表", Role.TITLE, columns=8)
    grid.row += 1
    grid.put(0, "填报单位（盖章）：示例市档案馆", Role.CAPTION, columns=4)
    grid.put(4, "单位：万元", Role.UNIT, columns=4)
    grid.row += 1
    for label in ("部门职能概述", "年度绩效目标"):
        grid.put(0, label, Role.LABEL, columns=2)
        grid.put(2, STATEMENT * statements, Role.TEXT, columns=6)
        grid.row += 1
    band = indicator_rows(grid, [random.randint(1, 7) for _ in range(8)], random)
    if signed:
        grid.put(0, "单位负责人：", Role.SIGNATURE, columns=4)
        grid.put(4, "填表人：", Role.SIGNATURE, columns=4)
        grid.row += 1
    return grid.table(title="部门整体绩效目标表", bands=(band,), page=PageSetup(landscape=landscape))


def project_form() -> Table:
    """A project's form on one page, with check boxes and a label that spans the head and the body."""
    grid = Grid()
    grid.put(0, "项目支出绩效目标表", Role.TITLE, columns=8)
    grid.row += 1
    grid.put(0, "项目名称", Role.LABEL, columns=2)
    grid.put(2, "馆藏档案数字化", Role.VALUE, columns=6)
    grid.row += 1
    grid.put(0, "项目属性", Role.LABEL, columns=2)
    grid.put(2, "☑ 延续项目　☐ 新增项目　☒ 一次性项目", Role.CHOICE, columns=6)
    grid.row += 1
    grid.put(0, "项目总体目标", Role.LABEL, columns=2)
    grid.put(2, "目标1：加工单价<=1万元&<b>原样</b>。\n目标2：负责人龑𠮷。", Role.TEXT, columns=6)
    grid.row += 1
    band = indicator_rows(grid, [1] * 8, Random(2))
    return grid.table(title="项目支出绩效目标表", bands=(band,))


def long_table(rows: int) -> Table:
    """Many indicators under one head, twelve to a level."""
    grid = Grid()
    for column, text in enumerate(HEADERS):
        grid.put(column, text, Role.HEADER)
    random, grid.row = Random(3), 1
    while grid.row < rows:
        here = min(12, rows - grid.row)
        grid.put(0, "产出指标", Role.LEVEL, rows=here)
        grid.put(1, "数量指标", Role.LEVEL, rows=here)
        for _ in range(here):
            _indicator(grid, random)
    return grid.table(title="大表", bands=(Band(0, 1, 1, rows),))
