"""Tables like those that offices print, made up, for the tests of the Excel writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from random import Random

from models.table import Band, Cell, PageSetup, Role, Table, covered

STATEMENT = (
    "目标1：围绕全年重点任务，健全首办责任、领导包案和限时办结三项制度，全年受理事项按期办结率达到98%以上；"
    "目标2：完成辖区12个乡镇（街道）便民服务点标准化改造，新增窗口26个，群众“最多跑一次”事项占比≥95%；"
    "目标3：开展业务培训不少于6期、参训480人次，合格率=100%；人均培训成本控制在650.50元/人以内，全年支出不超过31.2万元。"
)

Indicators = Sequence[tuple[str, str, Sequence[str]]]

_DEPARTMENT: Indicators = [
    (
        "产出指标",
        "数量指标",
        ("标准化服务点改造数量", "≥12个", "10", "行业标准", "反映年度内完成标准化改造并投入使用的服务点数量"),
    ),
    ("产出指标", "数量指标", ("业务培训期数", "≥6期", "5", "计划标准", "反映培训组织情况，以签到表和影像资料为准")),
    ("产出指标", "数量指标", ("参训人员数量", "480人次", "5", "计划标准", "")),
    ("产出指标", "质量指标", ("培训合格率", "=100%", "10", "历史标准", "考核合格人数÷参训人数×100%")),
    ("产出指标", "质量指标", ("事项按期办结率", "≥98%", "10", "部门规划", STATEMENT[:120])),
    ("产出指标", "时效指标", ("资金拨付及时率", "=100%", "5", "预算支出标准", "")),
    (
        "成本指标",
        "经济成本指标",
        ("人均培训成本", "≤650.50元/人", "10", "预算支出标准", "按财政部门核定的培训费综合定额标准执行"),
    ),
    ("成本指标", "经济成本指标", ("全年项目支出", "≤31.2万元", "10", "预算支出标准", "")),
    ("效益指标", "社会效益指标", ("群众办事平均等候时间", "较上年缩短20%", "10", "历史标准", "抽样测算")),
    ("效益指标", "生态效益指标", ("", "", "", "", "")),
    ("效益指标", "可持续影响指标", ("长效机制健全程度", "持续完善", "5", "其他标准", "定性指标，按评判等级赋分")),
    ("满意度指标", "服务对象满意度指标", ("办事群众满意度", "≥95%", "10", "满意度调查", "以年度问卷调查结果为准")),
]


def department(repeat: int = 1, statement: str = STATEMENT, page: PageSetup | None = None) -> Table:
    """A department form in portrait: captions, money, choices, long statement, levels merged over many rows."""
    rows = _Rows(8)
    rows.line((8, "2026年部门（单位）整体支出绩效目标申报表", Role.TITLE))
    rows.line((8, "（2026年度）", Role.SUBTITLE))
    rows.line((5, "填报单位（盖章）：示例市综合服务中心", Role.CAPTION), (3, "单位：万元", Role.UNIT))
    rows.line(
        (2, "部门（单位）名称", Role.LABEL),
        (3, "示例市综合服务中心", Role.VALUE),
        (1, "联系人", Role.LABEL),
        (2, "某某", Role.VALUE),
    )
    rows.line(
        (2, "预算金额", Role.LABEL),
        (2, "基本支出", Role.LABEL),
        (1, "380.56", Role.NUMBER),
        (1, "项目支出", Role.LABEL),
        (2, "1,131.50", Role.NUMBER),
    )
    rows.line((2, "项目属性", Role.LABEL), (6, "□新增项目    ☑延续项目    □一次性项目", Role.CHOICE))
    rows.line((2, "年度绩效目标", Role.LABEL), (6, statement, Role.TEXT))
    head = rows.count
    for name in ("一级指标", "二级指标", "三级指标"):
        rows.next_in_row(name, Role.HEADER)
    for name in ("指标值", "分值权重", "指标值确定依据", "指标解释", "佐证资料"):
        rows.next_in_row(name, Role.HEADER)
    rows.end_row()
    start = rows.count
    rows.indicators(list(_DEPARTMENT) * repeat, (Role.TEXT, Role.VALUE, Role.NUMBER, Role.VALUE, Role.TEXT, Role.TEXT))
    stop = rows.count
    rows.line((4, "填报人：某某", Role.SIGNATURE), (4, "联系电话：000-0000000", Role.SIGNATURE))
    rows.line((4, "单位负责人（签字）：", Role.SIGNATURE), (4, "填报日期：2026年1月28日", Role.SIGNATURE))
    rows.line((8, "注：1.本表随部门预算一并报送；2.指标权重合计为100分。", Role.NOTE))
    return Table(
        widths=(16, 18, 30, 22, 14, 20, 36, 20),
        row_count=rows.count,
        cells=tuple(rows.cells),
        title="2026年部门（单位）整体支出绩效目标申报表",
        bands=(Band(head, head + 1, start, stop),),
        together=((rows.count - 3, rows.count - 1),),
        page=page or PageSetup(),
    )


_ITEMS = [
    (
        "产出指标",
        "数量指标",
        ("维护大厅面积", "≥1280.6平方米", "1280.6平方米", "20", "按照正常比例赋分", "工作资料", "合同"),
    ),
    ("产出指标", "质量指标", ("设备完好率", "=100%", "+3", "10", "@直接赋分", "-", "验收单")),
    ("产出指标", "时效指标", ("报修响应时限", "<=2小时", "-5%", "10", "按照正常比例赋分", "维修记录", "")),
    ("成本指标", "经济成本指标", ("水电暖费用", "≤3万元", "2.86万元", "7", "直接赋分", "原始凭证", "")),
    ("成本指标", "经济成本指标", ("物业服务费用", "≤6万元", "5.98万元", "7.5", "直接赋分", "原始凭证", "")),
    (
        "效益指标",
        "社会效益指标",
        ("提升办事便利程度", "有效提升", "达成目标", "10", "按评判等级赋分", "工作资料", ""),
    ),
    ("满意度指标", "满意度指标", ("办事群众满意度", "≥95%", "95%", "10", "满意度赋分", "问卷", "")),
]


def project() -> Table:
    """A project form in landscape with targets and percents that must stay what they are."""
    rows = _Rows(9)
    rows.line((9, "项目支出绩效目标表", Role.TITLE))
    rows.line((9, "（2026年）", Role.SUBTITLE))
    rows.line((2, "预算单位", Role.LABEL), (7, "示例市综合服务中心", Role.TEXT))
    rows.line(
        (2, "项目名称", Role.LABEL),
        (4, "服务大厅运行维护经费", Role.TEXT),
        (1, "项目负责人", Role.LABEL),
        (2, "某某", Role.VALUE),
    )
    rows.line(
        (2, "项目资金\n（万元）", Role.LABEL),
        (1, "年度预算总额", Role.LABEL),
        (1, "15", Role.NUMBER),
        (2, "其中：财政拨款", Role.LABEL),
        (1, "14.50", Role.NUMBER),
        (1, "占比", Role.LABEL),
        (1, "96.7%", Role.NUMBER),
    )
    rows.line((2, "项目总体目标", Role.LABEL), (7, STATEMENT[:130] + "\n" + STATEMENT[130:], Role.TEXT))
    head = rows.count
    for name in (
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "指标值设置依据",
        "上年完成值",
        "指标分值权重",
        "指标赋分规则",
        "佐证资料",
    ):
        rows.next_in_row(name, Role.HEADER)
    rows.end_row()
    start = rows.count
    roles = (Role.TEXT, Role.VALUE, Role.VALUE, Role.NUMBER, Role.VALUE, Role.TEXT, Role.TEXT)
    rows.indicators(_ITEMS, roles)
    return Table(
        widths=(18, 22, 40, 26, 26, 24, 18, 32, 30),
        row_count=rows.count,
        cells=tuple(rows.cells),
        title="项目支出绩效目标表",
        bands=(Band(head, head + 1, start, rows.count),),
        page=PageSetup(landscape=True),
    )


def narrative(times: int = 1) -> Table:
    """A form that is mostly paragraphs, some so many times as long."""
    lines = [("部门整体绩效目标", Role.TITLE)]
    for number in "一二三四五":
        lines.append((f"{number}、分项绩效目标", Role.HEADING))
        lines += [(STATEMENT * times, Role.PARAGRAPH), (STATEMENT[:90], Role.PARAGRAPH)]
    cells = tuple(Cell(row, 0, text, role=role) for row, (text, role) in enumerate(lines))
    return Table((100,), len(lines), cells, title="部门整体绩效目标", page=PageSetup(font_size=14))


def giant(characters: int = 9000, role: Role = Role.TEXT) -> Table:
    """A table with one cell far taller than a page, and a row beside and below it."""
    text = "".join(f"第{number}条：{STATEMENT[40:90]}" for number in range(characters // 40))[:characters]
    cells = (
        Cell(0, 0, "项目支出绩效目标表", 1, 4, Role.TITLE),
        Cell(1, 0, "总体目标", role=Role.LABEL),
        Cell(1, 1, text, 1, 2, role),
        Cell(1, 3, "=100%", role=Role.VALUE),
        Cell(2, 0, "合计", 1, 3, Role.LABEL),
        Cell(2, 3, "12.50", role=Role.NUMBER),
    )
    return Table((20, 40, 60, 25), 3, cells, title="项目支出绩效目标表（长）")


class _Rows:
    """Puts cells one after the other."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.cells: list[Cell] = []
        self.count = 0
        self._column = 0

    def next_in_row(self, text: str, role: Role, span: int = 1) -> None:
        self.cells.append(Cell(self.count, self._column, text, 1, span, role))
        self._column += span

    def end_row(self) -> None:
        self.count += 1
        self._column = 0

    def line(self, *cells: tuple[int, str, Role]) -> None:
        for span, text, role in cells:
            self.next_in_row(text, role, span)
        self.end_row()

    def indicators(self, items: Indicators, roles: Sequence[Role]) -> None:
        """Rows of 一级, 二级 and the rest, the levels merged over their rows."""
        start = self.count
        for level in (0, 1):
            row = start
            for key, group in groupby(items, key=lambda item: item[: level + 1]):
                size = len(list(group))
                self.cells.append(Cell(row, level, key[level], size, 1, Role.LEVEL))
                row += size
        for offset, (_, _, texts) in enumerate(items):
            for column, (text, role) in enumerate(zip(texts, roles, strict=False)):
                self.cells.append(Cell(start + offset, column + 2, text, role=role))
        self.count += len(items)
        self.cells.sort(key=lambda cell: (cell.row, cell.column))


_WORDS = [
    "产出指标",
    "服务对象满意度指标",
    "≥95%",
    "=100%",
    "+3",
    "-5%",
    "@某某",
    "12.50",
    "1,131.5",
    "62.5%",
    "",
    "0",
    STATEMENT[:60],
]


def random_table(random: Random, longest: int = 60) -> Table:
    """A table of random spans, roles and texts, with places left blank."""
    row_count, columns = random.randint(1, 12), random.randint(1, 7)
    free = {(row, column) for row in range(row_count) for column in range(columns)}
    cells: list[Cell] = []
    for row in range(row_count):
        for column in range(columns):
            cell = Cell(row, column, random.choice(_WORDS)[:longest], role=random.choice(list(Role)))
            tall, wide = random.choice([1, 1, 1, 2, 4]), random.choice([1, 1, 2, 3])
            larger = replace(cell, row_span=min(tall, row_count - row), column_span=min(wide, columns - column))
            cell = larger if set(covered(larger)) <= free else cell
            if (row, column) in free and random.random() < 0.85:
                cells.append(cell)
                free -= set(covered(cell))
    widths = tuple(random.choice([10.0, 20.0, 35.0]) for _ in range(columns))
    page = PageSetup(landscape=random.random() < 0.3, font_size=random.choice([9, 10, 10.5, 12]))
    return Table(widths, row_count, tuple(cells), title=random.choice(_WORDS), page=page)
