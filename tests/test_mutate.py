"""The tool that changes the code a little to see whether the tests notice: what it changes, and what it tells."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from tests.mutate import main
from tests.mutation.changes import changes
from tests.mutation.collected import Collected
from tests.mutation.covering import Covering, measure
from tests.mutation.forking import Forking
from tests.mutation.noticing import Noticing
from tests.mutation.trying import NO_TESTS, as_diff, copied, equivalents

PROJECT = Path(__file__).resolve().parent.parent


def made_of(source: str) -> set[str]:
    """What the changes make of a line, spelled as Python itself would."""
    return {ast.unparse(ast.parse(change.source)) for change in changes(source)}


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("a < b", {"a <= b", "a >= b"}),
        ("a == b", {"a != b"}),
        ("a in b", {"a not in b"}),
        ("a is None", {"a is not None"}),
        ("a and b", {"a or b", "a", "b"}),
        ("a or b or c", {"a and b and c", "b or c", "a or c", "a or b"}),
        ("x = not a", {"x = a"}),
        ("x = a + b", {"x = a - b"}),
        ("x = 4", {"x = 5"}),
        ("x = True", {"x = False"}),
        ("x = b if a else c", {"x = b if not a else c"}),
        ("if a:\n    x = b", {"if not a:\n    x = b"}),
        ("while a:\n    x = b", {"while not a:\n    x = b"}),
        ("x = [a for a in b if c]", {"x = [a for a in b]", "x = [a for a in b if not c]"}),
        ("def f():\n    return a", {"def f():\n    return None"}),
        ("def f() -> int:\n    return a", {"def f() -> int:\n    return 0"}),
        ("def f() -> list[int]:\n    return a", {"def f() -> list[int]:\n    return []"}),
        ("def f():\n    return '、'", {"def f():\n    return '、×'", "def f():\n    return None"}),
        ("def f() -> list[int] | None:\n    return a", {"def f() -> list[int] | None:\n    return None"}),
        ("def f() -> list[int] | None:\n    return None", set()),
        ("def f() -> Rows:\n    return []", set()),
        ("f(a)", {"pass"}),
        ("a.b = c", {"pass"}),
        ("a += b", {"pass"}),
        ("for a in b:\n    continue", {"for a in b:\n    pass"}),
        ("raise a", {"pass"}),
        ("x = '、'", set()),
        ("'''What it is for.'''", set()),
        ("import a", set()),
        ("x = f'{a + 1}'", set()),
        ("def f(a: Literal[1]) -> Literal[2]:\n    x = a", set()),
        ("if TYPE_CHECKING:\n    x = 1", set()),
        ("x = zip(a, b, strict=True)", set()),
        ("@dataclass(frozen=True)\nclass A:\n    pass", set()),
    ],
)
def test_a_change_is_one_small_slip(source: str, made: set[str]) -> None:
    expected = {ast.unparse(ast.parse(text)) for text in made}
    alone = {text for text in made_of(source) if text != "pass"} if "pass" not in made else made_of(source)
    assert alone == expected


def test_a_change_says_where_it_stands_beside_chinese_and_over_lines() -> None:
    source = "class 甲:\n    def 乙(self):\n        x = f(\n            '长一点的话', 7\n        )\n"
    seven = next(change for change in changes(source) if change.old == "7")
    assert (str(seven), seven.function, seven.lines) == ("7 → 8", "甲.乙", (4, 3))
    assert seven.source == source.replace("7", "8")
    assert as_diff(source, seven.source).split() == ["-", "'长一点的话',", "7", "+", "'长一点的话',", "8"]


def test_what_runs_when_a_file_is_loaded_belongs_to_no_line() -> None:
    source = "most = 3\nclass 甲:\n    least = 4\n    def f(self, n=5):\n        return n + 6\n"
    lines = {change.old: change.lines for change in changes(source)}
    assert [lines[number] for number in "345"] == [(), (), ()], "whichever test loads it first"
    assert lines["6"] == (5, 5)


def test_every_change_of_the_project_can_be_compiled() -> None:
    path = PROJECT / "models" / "target.py"
    source = path.read_text(encoding="utf-8")
    found = list(changes(source))
    assert len(found) > 50
    for change in found:
        assert change.source != source
        compile(change.source, str(path), "exec")


def test_the_nearest_then_the_fastest_tests_are_taken_as_far_as_the_time_goes() -> None:
    covering = Covering()
    own = {"tests/models/test_x.py::slow": 2.5, "tests/models/test_x.py::quick": 2.0}
    seconds = {"tests/test_all.py::a": 1.0, "tests/models/test_y.py::a": 0.5, **own}
    covering.add({"seconds": seconds, "lines": {"models/x.py": {"1": [*seconds, "tests/test_all.py::failed"]}}})
    near = ["tests/models/test_x.py::quick", "tests/models/test_x.py::slow", "tests/models/test_y.py::a"]
    assert covering.tests("models/x.py", [1], 60) == [*near, "tests/test_all.py::a"]
    assert covering.tests("models/x.py", [1], 5.5) == near
    assert covering.tests("models/x.py", [1], 0.1) == near[:1], "one runs, however slow"
    assert covering.tests("models/x.py", [99], 60) == [*near, "tests/test_all.py::a"], "all of the file for its head"
    assert covering.tests("models/x.py", [1], 3.2) == [near[0], near[2]], "what has no room makes room for others"
    assert covering.tests("models/y.py", [1], 60) == []


def test_what_noticed_something_before_runs_first(tmp_path: Path) -> None:
    covering = Covering()
    names = ["tests/models/test_x.py::own", "tests/models/test_y.py::a", "tests/test_all.py::b", "tests/test_all.py::c"]
    covering.add({"seconds": dict.fromkeys(names, 1.0), "lines": {"models/x.py": {"1": names}}})
    noticing = Noticing(tmp_path)
    noticing.add("models/x.py", "tests/test_all.py::c")
    noticing.add("models/z.py", "tests/models/test_y.py::a")
    noticing.add("exporters/x.py", "tests/test_all.py::b")
    first = covering.tests("models/x.py", [1], 60, Noticing(tmp_path).worth)
    assert first == [names[3], names[1], names[0], names[2]], "there, beside it, then the nearest"


CODE = """
def price(number):
    if number < 0:
        raise ValueError
    return number * 2

def greeting():
    return price(1)

def change(given, due):
    return max(given, due) - due if given > due else 0

def sign():
    return "元"

SIGN = sign()
"""
TESTS = """
import pytest
from shop.till import SIGN, change, greeting, price

def test_price():
    assert price(3) == 6
    with pytest.raises(ValueError):
        price(-1)

def test_greeting_runs():
    greeting()

def test_change():
    assert change(10, 7) == 3
    assert change(5, 7) == 0

def test_sign():
    assert SIGN == "元"
"""
EQUIVALENT = """
[[equivalent]]
file = "shop/till.py"
function = "change"
change = "given > due → (given >= due)"
why = "nothing comes back either way"
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project of one file whose tests look at nearly all of it; pytest-qt, which is here, loads Qt for them too."""
    pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
    project = tmp_path / "project"
    files = {
        "shop/__init__.py": "",
        "shop/till.py": CODE,
        "tests/__init__.py": "",
        "tests/test_till.py": TESTS,
        "tests/mutate_equivalents.toml": EQUIVALENT,
    }
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    copied(PROJECT / "tests" / "mutation", project / "tests" / "mutation")
    return project


def test_what_no_test_notices_is_told(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["shop", "--seed", "1", "--count", "1000"], shop) == 1
    told = capsys.readouterr().out
    missed = {line.split("  ")[1] for line in told.splitlines() if line.startswith("NOT NOTICED")}
    assert missed == {"price", "greeting"}, "the test of the greeting asserts nothing, nobody tries a price of nothing"
    assert "-    return price(1)" in told
    assert "equivalent  shop/till.py  change  given > due → (given >= due)  (nothing comes back either way)" in told
    assert "1 equivalent" in told
    assert (shop / "shop" / "till.py").read_text(encoding="utf-8") == CODE, "only a copy is changed"


def test_what_the_budget_had_no_room_for_is_tried_where_it_is_wished(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wishes = ["shop", "--seed", "1", "--count", "1000", "--budget", "0"]
    main(wishes, shop)
    few = capsys.readouterr().out.count("NOT NOTICED")
    main([*wishes, "--again"], shop)
    assert capsys.readouterr().out.count("NOT NOTICED") < few


def test_a_function_is_exchanged_where_the_tests_are_collected_already(shop: Path) -> None:
    tests = ["tests/test_till.py::test_price", "tests/test_till.py::test_change"]
    collected = Collected(shop, dict(os.environ), ["tests/test_till.py"])

    def tried(old: str, new: str) -> int | str | None:
        (shop / "shop" / "till.py").write_text(CODE.replace(old, new), encoding="utf-8")
        return collected.exit_code("shop/till.py", CODE, tests, 60)

    try:
        assert tried("number * 2", "number * 3") == 1
        assert tried("max(given, due)", "max((\n    given), due)") == "elsewhere", "the same code over more lines"
        assert tried("price(1)", "price(2)") == 0, "neither of these tests says what the greeting is"
        assert tried("SIGN = sign()", "SIGN = 3") == "elsewhere", "it is no function, and has been done"
        assert tried("def change", "def other") == "elsewhere", "no such function is there"
    finally:
        collected.close()


def test_what_has_been_done_when_tests_are_collected_is_tried_from_the_start() -> None:
    covering = Covering()
    covering.add({"seconds": {"t.py::a": 1.0}, "lines": {"x.py": {"1": ["", "t.py::a"], "2": ["t.py::a"]}}})
    assert [covering.runs_in_tests("x.py", lines) for lines in ([2], [1, 2], [])] == [True, False, False]
    assert covering.tests("x.py", [1], 60) == ["t.py::a"]


def test_a_test_that_does_not_end_has_noticed(shop: Path) -> None:
    (shop / "test_endless.py").write_text("def test():\n    while True: pass\n", encoding="utf-8")
    chosen = shop / "chosen.json"
    chosen.write_text('["test_endless.py::test"]', encoding="utf-8")
    forking = Forking(shop, {**os.environ, "MUTATE_CHOSEN": str(chosen)})
    try:
        assert forking.exit_code(["test_endless.py"], 3) is None
        assert forking.exit_code(["tests/test_till.py"], 60) == NO_TESTS, "it goes on, and none of these was chosen"
    finally:
        forking.close()


def test_what_is_known_of_a_test_file_is_kept_until_it_or_its_data_change(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    once, test = ["shop", "--seed", "1", "--count", "1"], shop / "tests" / "test_till.py"
    test.write_text(f'KNOWN = "known"\n{TESTS}', encoding="utf-8")
    (shop / "tests" / "known").mkdir()
    (shop / "tests" / "known" / "prices.txt").write_text("6", encoding="utf-8")
    main(once, shop)
    assert "measuring tests/test_till.py" in capsys.readouterr().err
    (shop / "shop" / "cellar.py").write_text("wine = 3\n", encoding="utf-8")
    (shop / "tests" / "others").mkdir()
    (shop / "tests" / "others" / "wines.txt").write_text("3", encoding="utf-8")
    main(once, shop)
    assert "measuring" not in capsys.readouterr().err, "no test runs what was added, or names what lies there"
    (shop / "shop" / "till.py").write_text("\n\n" + CODE.replace("given > due", "given >= due"), encoding="utf-8")
    main(once, shop)
    assert "measuring" not in capsys.readouterr().err, "what is known of its lines went with them"
    for changed, text in (("tests/test_till.py", f'KNOWN = "known"\n{TESTS}\n'), ("tests/known/prices.txt", "7")):
        (shop / changed).write_text(text, encoding="utf-8")
        main(once, shop)
        assert "measuring tests/test_till.py" in capsys.readouterr().err, changed


def test_the_tests_of_a_line_go_with_it(shop: Path) -> None:
    def tests_of(words: str) -> set[str]:
        lines = (shop / "shop" / "till.py").read_text(encoding="utf-8").split("\n")
        line = next(number for number, line in enumerate(lines, 1) if words in line)
        covering = measure(shop, ["tests/test_till.py"], 1, lambda _: None)
        return {test.split("::")[1] for test in covering.lines.get(("shop/till.py", line), set())}

    assert tests_of("number * 2") == {"test_price", "test_greeting_runs"}
    code = CODE.replace("def price", "LEAST = 1\n\n\ndef price").replace("number < 0", "number < LEAST - 1")
    (shop / "shop" / "till.py").write_text(code, encoding="utf-8")
    assert tests_of("number * 2") == {"test_price", "test_greeting_runs"}
    assert tests_of("raise ValueError") == {"test_price"}
    assert tests_of("number < LEAST") == {"test_price", "test_greeting_runs"}, "as the line that stood there"
    assert tests_of("given > due") == {"test_change"}


def test_the_same_seed_tries_the_same(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for _ in range(2):
        main(["shop", "--seed", "7", "--count", "4"], shop)
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    noticed = (shop / ".mutate" / "noticed.json").read_text(encoding="utf-8")
    assert '"shop/till.py", "tests/test_till.py::test_' in noticed


def test_an_equivalent_is_one_place_and_not_some_like_it() -> None:
    for entry in equivalents(PROJECT / "tests" / "mutate_equivalents.toml"):
        source = (PROJECT / entry.file).read_text(encoding="utf-8")
        fitting = [change for change in changes(source) if entry.is_that(entry.file, change)]
        lines = {change.source.split("\n")[change.line - 1] for change in fitting}
        assert len(lines) <= 1, entry
        assert entry.why


def test_an_equivalent_that_the_code_has_left_behind_is_told(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    till = shop / "shop" / "till.py"
    till.write_text(till.read_text(encoding="utf-8").replace("given > due", "given >= due"), encoding="utf-8")
    main(["shop", "--seed", "7", "--count", "1"], shop)
    assert "no such change any more: shop/till.py  change  given > due" in capsys.readouterr().err
