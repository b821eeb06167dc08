"""Trees that are put into a goal: what is of one name lands in one place, nothing comes twice and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence

from models.dossier import Dossier
from models.edits import Batch, Editor
from models.forms import ProjectForm
from models.goals import Category, Dimension, Goal, Indicator
from ui.indicators.row_changes import merge

Tree = dict[str, dict[str, str]]


def dimensions(tree: Tree) -> list[Dimension]:
    """Levels by their names; the names of the indicators stand in a row, a minus is an empty row."""
    return [
        Dimension(
            name=name,
            categories=[
                Category(name=second, indicators=[Indicator(name=one.strip("-")) for one in names.split()])
                for second, names in below.items()
            ],
        )
        for name, below in tree.items()
    ]


def merged(*trees: Tree) -> tuple[list[tuple[str, str, str]], list[str]]:
    """The first tree with the others put into it: its rows; the names of what is chosen then."""
    goal = Goal(dimensions=dimensions(trees[0]))
    form = ProjectForm(template="national-project-2021", goals=[goal])
    editor = Editor(Dossier(year=2026, forms=[form]))
    changes, chosen = merge(goal, [one for tree in trees[1:] for one in dimensions(tree)])
    editor.apply(Batch(tuple(changes), "放进来"))
    rows = [(d.name, c.name, i.name) for d in goal.dimensions for c in d.categories for i in c.indicators]
    return rows, _names(editor, chosen)


def _names(editor: Editor, ids: Sequence[str]) -> list[str]:
    return [str(getattr(editor.node(one), "name", "")) for one in ids]


HERE: Tree = {"产出指标": {"数量指标": "巡护 -"}, "效益指标": {"社会效益指标": "受益"}}


def test_what_is_of_the_same_levels_goes_below_them_and_their_empty_rows_go() -> None:
    rows, chosen = merged(HERE, {"产出指标": {"数量指标": "清淤"}})
    assert rows == [
        ("产出指标", "数量指标", "巡护"),
        ("产出指标", "数量指标", "清淤"),
        ("效益指标", "社会效益指标", "受益"),
    ]
    assert chosen == ["清淤"]


def test_a_second_level_that_is_not_there_comes_behind_those_of_its_first() -> None:
    rows, chosen = merged(HERE, {"产出指标": {"质量指标": "合格"}})
    assert [row[1:] for row in rows] == [
        ("数量指标", "巡护"),
        ("数量指标", ""),
        ("质量指标", "合格"),
        ("社会效益指标", "受益"),
    ]
    assert chosen == ["质量指标", "合格"]


def test_a_new_level_that_comes_twice_is_there_once_with_all_that_is_below_it() -> None:
    rows, chosen = merged(HERE, {"产出指标": {"质量指标": "合格"}}, {"产出指标": {"质量指标": "达标 优良"}})
    assert [name for _, second, name in rows if second == "质量指标"] == ["合格", "达标", "优良"]
    assert chosen == ["质量指标", "合格", "达标", "优良"]


def test_a_new_first_level_that_comes_twice_is_there_once_behind_the_others() -> None:
    first: Tree = {"成本指标": {"经济成本": "造价"}}
    second: Tree = {"成本指标": {"经济成本": "单价", "环境成本": "噪声"}}
    rows, chosen = merged(HERE, first, second)
    assert rows[-3:] == [
        ("成本指标", "经济成本", "造价"),
        ("成本指标", "经济成本", "单价"),
        ("成本指标", "环境成本", "噪声"),
    ]
    assert len(rows) == 6
    assert chosen == ["成本指标", "经济成本", "造价", "单价", "环境成本", "噪声"]
