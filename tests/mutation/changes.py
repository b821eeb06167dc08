"""What can be changed in a Python source: each change is one small slip that a tired person could make."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

FLIPPED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
SWAPPED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
EMPTY = {"int": "0", "float": "0.0", "bool": "False", "str": "''", "list": "[]", "dict": "{}", "tuple": "()"}
LONGEST_WORD = 4  # longer texts are messages for people, texts outside of functions are tables of data
KEPT = (ast.Import, ast.ImportFrom, ast.JoinedStr)  # 3.11 does not say where the parts of an f-string stand


@dataclass(frozen=True)
class Change:
    """One change: where it stands, its words, and the whole changed source.

    ``lines`` are those that run it; there are none where it runs when the file is loaded, whichever test that does.
    """

    line: int
    lines: tuple[int, ...]
    function: str
    old: str
    new: str
    source: str

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


@dataclass(frozen=True)
class Place:
    """Where a node stands: its function (with its class), what that returns, the line of its statement."""

    function: str = ""
    returns: str = ""
    statement: int = 1
    when_loaded: bool = True

    def inside(self, node: ast.AST) -> Place:
        """The place of what is inside the node."""
        line = node.lineno if isinstance(node, ast.stmt) else self.statement
        match node:
            case ast.ClassDef(name=name):
                return Place(f"{self.function}.{name}".strip("."), "", line, self.when_loaded)
            case ast.FunctionDef(name=name, returns=returns) | ast.AsyncFunctionDef(name=name, returns=returns):
                returned = ast.unparse(returns) if returns else ""
                return Place(f"{self.function}.{name}".strip("."), returned, line, when_loaded=False)
        in_head = isinstance(node, ast.arguments)  # defaults are made when the function is
        return Place(self.function, self.returns, line, self.when_loaded or in_head)


def changes(source: str) -> Iterator[Change]:
    """Every change that is tried in a source."""
    text = source.encode()
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for found, place in _nodes(ast.parse(source), Place()):
        node = found.test if isinstance(found, ast.If | ast.While) else found
        last = node.end_lineno or node.lineno
        start, end = starts[node.lineno - 1] + node.col_offset, starts[last - 1] + (node.end_col_offset or 0)
        old = " ".join(text[start:end].decode().split())
        lines = () if place.when_loaded else (*range(node.lineno, last + 1), place.statement)
        for new in _replacements(found, place):
            changed = (text[:start] + new.encode() + text[end:]).decode()
            yield Change(node.lineno, lines, place.function, old, new, changed)


def _nodes(node: ast.AST, place: Place) -> Iterator[tuple[ast.expr | ast.stmt, Place]]:
    """All expressions and statements that may be changed; not annotations, docstrings, imports, parts of f-strings."""
    for child in _children(node):
        inside = place.inside(child)
        if isinstance(child, ast.expr | ast.stmt):
            yield child, inside
        if not isinstance(child, KEPT):
            yield from _nodes(child, inside)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _says_nothing(child):
                yield child


def _says_nothing(node: ast.AST) -> bool:
    """What changes no answer: a docstring, what only the type checker reads, a guard against programmers' slips."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.keyword(arg="strict" | "frozen" | "slots"):
            return True
    return False


def _replacements(node: ast.expr | ast.stmt, place: Place) -> Iterator[str]:
    match node:
        case ast.Compare():
            yield from _flipped(node)
        case ast.BoolOp():
            yield from _joined_otherwise(node)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield f"({ast.unparse(operand)})"
        case ast.BinOp(op=op) if type(op) in SWAPPED:
            yield _with(node, op=SWAPPED[type(op)]())
        case ast.Constant(value=str(word)) if not place.when_loaded and 0 < len(word) <= LONGEST_WORD:
            yield repr(word + "×")
        case ast.Constant(value=value):
            yield from _other_number(value)
        case ast.IfExp(test=test):
            yield _with(node, test=_negated(test))
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            yield from _unfiltered(node)
        case ast.stmt():
            yield from _other_statement(node, place)


def _flipped(node: ast.Compare) -> Iterator[str]:
    for number, op in enumerate(node.ops):
        for other in FLIPPED[type(op)]:
            yield _with(node, ops=[*node.ops[:number], other(), *node.ops[number + 1 :]])


def _joined_otherwise(node: ast.BoolOp) -> Iterator[str]:
    yield _with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
    for number in range(len(node.values)):
        kept = [*node.values[:number], *node.values[number + 1 :]]
        yield f"({ast.unparse(kept[0])})" if len(kept) == 1 else _with(node, values=kept)


def _other_number(value: object) -> Iterator[str]:
    match value:
        case bool():
            yield repr(not value)
        case int() | float():
            yield repr(value + 1)


def _unfiltered(node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Iterator[str]:
    for number, part in enumerate(node.generators):
        for test in part.ifs:
            for tests in ([other for other in part.ifs if other is not test], [_negated(test)]):
                changed = ast.comprehension(part.target, part.iter, tests, part.is_async)
                yield _with(node, generators=[*node.generators[:number], changed, *node.generators[number + 1 :]])


def _other_statement(node: ast.stmt, place: Place) -> Iterator[str]:
    match node:
        case ast.If(test=test) | ast.While(test=test):
            yield f"({ast.unparse(_negated(test))})"
        case ast.Return(value=ast.expr() as value):
            empty = "None" if "None" in place.returns else EMPTY.get(place.returns.split("[")[0], "None")
            if ast.unparse(value) not in (empty, *(EMPTY.values() if empty == "None" else ())):
                yield f"return {empty}"
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Delete() | ast.Break() | ast.Continue():
            yield "pass"
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript(), *_]):
            yield "pass"


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _with(node: ast.expr, **parts: object) -> str:
    changed = copy.copy(node)
    for name, value in parts.items():
        setattr(changed, name, value)
    return f"({ast.unparse(changed)})"
