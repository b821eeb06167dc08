"""Damaged dossiers by the thousand: ``python -m tests.damaged [--count N] [--seed S] [--keep FOLDER]``.

Each is a good dossier with something done to its bytes or to the data in it. It is opened, and what opens is checked,
exported, compared and seen in the window, all in this process. Nothing may raise what is no sentence for a person, take
over two seconds, or bring the process over 300 MB.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from exporters.batch import write_all
from exporters.export import ExportPlan
from models.comparing.compare import compare
from models.dossier import Dossier
from models.files.jxmb import FileProblem, dumps, load, loads
from models.folders import RESOURCES, samples
from models.rules.engine import check
from models.templates.shelf import load_templates
from tests.trials.memory import forget_peak, peak

if TYPE_CHECKING:
    from tests.trials.shown import Viewer

SECONDS = 2.0  # of work for one command, or for the window
AGAIN = 2  # how often what seems slow is tried again: a busy machine counts waiting as work
MEGABYTES = 300
_FORMS = 10  # for which the seconds are meant; hundreds of forms may take their share
_LONGEST_MESSAGE = 700

# --- what is done to the bytes ----------------------------------------------------------------------------------------

Bytes = Callable[[Random, bytes], bytes]


def _flipped(random: Random, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 3, 50))):
        made[random.randrange(len(made))] ^= 1 << random.randrange(8)
    return bytes(made)


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data))]


def _hole(random: Random, data: bytes) -> bytes:
    """A block of zeros, as a power cut leaves it."""
    start = random.randrange(len(data)) // 512 * 512
    return data[:start] + bytes(min(512, len(data) - start)) + data[start + 512 :]


def _without_a_piece(random: Random, data: bytes) -> bytes:
    start = random.randrange(len(data))
    return data[:start] + data[start + random.randrange(1, 400) :]


def _piece_twice(random: Random, data: bytes) -> bytes:
    start = random.randrange(len(data))
    end = start + random.randrange(1, 2000)
    return data[:end] + data[start:]


def _lines_swapped(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = (random.randrange(len(lines)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _rubbish_inside(random: Random, data: bytes) -> bytes:
    start = random.randrange(len(data))
    return data[:start] + random.randbytes(random.randrange(1, 60)) + data[start:]


def _other_encoding(random: Random, data: bytes) -> bytes:
    return data.decode().encode(random.choice(("utf-16", "gb18030", "utf-8-sig", "utf-32")), "replace")


def _doubled_keys(random: Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = random.choice([number for number, line in enumerate(lines) if b'": "' in line])
    return b"\n".join([*lines[:at], *[lines[at].rstrip(b",") + b","] * random.choice((1, 1, 20_000)), *lines[at:]])


def _deep(random: Random, data: bytes) -> bytes:
    depth, (opening, closing) = random.choice((60, 900, 100_000)), random.choice(((b"[", b"]"), (b'{"a":', b"}")))
    return _with_value(random, data, opening * depth + b"0" + closing * depth)


def _odd_value(random: Random, data: bytes) -> bytes:
    odd = (b"NaN", b"-Infinity", b"1e400", b"9" * 6000, b'"' + b"9" * 6000 + b'"', b"-0", b"1.5", b"tru", b"")
    return _with_value(random, data, random.choice(odd))


def _with_value(random: Random, data: bytes, value: bytes) -> bytes:
    lines = data.split(b"\n")
    at = random.choice([number for number, line in enumerate(lines) if b'": ' in line])
    key, _, old = lines[at].partition(b'": ')
    lines[at] = key + b'": ' + value + (b"," if old.endswith(b",") else b"")
    return b"\n".join(lines)


# --- what is done to the data -----------------------------------------------------------------------------------------

_TEXTS = (
    *(
        "",
        " ",
        "\n",
        "\t",
        "\0",
        "\x0b",
        "\ufeff",
        "\u202e倒",
        "龑" * 50,
        "<img src='x'>",
        "=SUM(A1)",
        "{goal}",
        "..",
        "/",
    ),
    *("字" * 50_000, "a" * 50_000, "（" * 20_000, "1," * 20_000, "比上年增加5万元" * 4000, "不低于" * 9000 + "5人"),
    *(
        "\n" * 20_000,
        " " * 30_000 + "x",
        "2024年" * 8000,
        "1+1=3；" * 8000,
        "\u0301" * 5000,
        "😀" * 5000,
        "\ue000" * 99,
    ),
)
_VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 10**30, 10**400, -(10**17), [], {}, [[]], {"": ""}, {"amount": []}, ["x"], [None]),
    *("1e999", "999999999999999999", "1E+17", "-0.00", "0.000000000000000001", "１２", "12,345.6", "\ud800", "x\udfff"),
)


def _place(random: Random, data: Any) -> tuple[Any, Any, Any]:
    """Some value with what holds it and under which key, near the top or deep down."""
    holder: Any = {"": data}
    key: Any = ""
    while isinstance(holder[key], dict | list) and holder[key] and (key == "" or random.random() < 0.97):
        holder = holder[key]
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        inner = [key for key in keys if isinstance(holder[key], dict | list) and holder[key]]
        key = random.choice(inner if inner and random.random() < 0.8 else keys)
    return holder, key, holder[key]


def _value(random: Random) -> Any:
    return deepcopy(random.choice(_VALUES))


Data = Callable[[Random, Any, Any, Any], None]


def _other_value(random: Random, holder: Any, key: Any, _: Any) -> None:
    holder[key] = _value(random)


def _other_text(random: Random, holder: Any, key: Any, value: Any) -> None:
    holder[key] = random.choice(_TEXTS) if isinstance(value, str) else _value(random)


def _gone(_: Random, holder: Any, key: Any, __: Any) -> None:
    del holder[key]


def _unknown_key(random: Random, holder: Any, key: Any, value: Any) -> None:
    target = holder if isinstance(holder, dict) else value if isinstance(value, dict) else {}
    target[f"{key}x"] = _value(random)


def _many(random: Random, holder: Any, key: Any, value: Any) -> None:
    """A list much longer than any, without ids or with the same ones."""
    if isinstance(value, list) and value:
        entry = value[0]
        if isinstance(entry, dict) and random.random() < 0.7:
            entry = json.loads(json.dumps(entry), object_pairs_hook=_without_id)
        holder[key] = [entry] * random.choice((2, 50, 300))
    else:
        _other_text(random, holder, key, value)


def _without_id(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {key: value for key, value in pairs if key != "id"}


def _from_elsewhere(random: Random, holder: Any, key: Any, _: Any) -> None:
    """A part of the same file at a place where it does not belong."""
    holder[key] = json.loads(
        json.dumps(random.choice([*(holder.values() if isinstance(holder, dict) else holder)] or [0]))
    )


_IN_BYTES: tuple[Bytes, ...] = (
    *(_flipped, _cut, _hole, _without_a_piece, _piece_twice, _lines_swapped, _rubbish_inside, _other_encoding),
    *(_doubled_keys, _deep, _odd_value),
)
_IN_DATA: tuple[Data, ...] = (
    _other_value,
    _other_text,
    _other_text,
    _other_text,
    _gone,
    _unknown_key,
    _many,
    _from_elsewhere,
)


def damaged(random: Random, good: bytes) -> tuple[str, bytes]:
    """What was done, and the damaged file."""
    if random.random() < len(_IN_BYTES) / (len(_IN_BYTES) + 2 * len(_IN_DATA)):
        spoil = random.choice(_IN_BYTES)
        return spoil.__name__, spoil(random, good)
    change, data = random.choice(_IN_DATA), json.loads(good)
    for _ in range(random.choice((1, 1, 2, 5))):
        change(random, *_place(random, data))
    return change.__name__, json.dumps(data, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")


# --- what may not happen ----------------------------------------------------------------------------------------------


@dataclass
class Run:
    """What came of it: how many were refused and opened, what went wrong, and the longest and largest there was."""

    count: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    megabytes: int = 0


def run(count: int, seed: int = 1, keep: Path | None = None, exported: float = 1.0, shown: float = 0.0) -> Run:
    """Damages and uses ``count`` files; the shares ``exported`` and ``shown`` are exported and seen in the window."""
    made = Run()
    templates, _ = load_templates([RESOURCES / "templates"])
    goods = [dumps(_small(load(path))) for path in samples()]
    before = forget_peak()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ending:
        viewer = _viewer(Path(folder), ending) if shown else None
        for number in range(count):
            random = Random(f"{seed}-{number}")
            good = random.choice(goods)
            way, data = damaged(random, good)
            name = f"{seed}-{number} {way}"
            faults = len(made.faults)
            target = Path(folder) if random.random() < exported else None
            window = viewer if random.random() < shown else None
            took = _tried(made, name, (good, data), templates, target, window)
            allowed = SECONDS * max(1.0, _forms_in(data) / _FORMS)
            made.slowest = max(made.slowest, (took, name))
            for _ in range(AGAIN if took > allowed else 0):
                took = min(took, _tried(Run(), name, (good, data), templates, target, window))
            if took > allowed:
                made.faults.append(f"{name}: {took:.1f} s, allowed {allowed:.1f}")
            if keep and len(made.faults) > faults:
                (keep / f"{name}.jxmb").write_bytes(data)
        made.megabytes = viewer.most if viewer else peak()
    if made.megabytes > MEGABYTES and made.megabytes - before > 100:
        made.faults.append(f"{made.megabytes} MB")
    return made


def _viewer(folder: Path, ending: ExitStack) -> Viewer:
    from tests.trials.shown import Viewer  # the rest needs no Qt

    viewer = Viewer(folder)
    ending.callback(viewer.end)
    return viewer


def _small(dossier: Dossier) -> Dossier:
    return dossier.model_copy(update={"forms": dossier.forms[:2]})


class _Watch:
    """Seconds of work that the longest of several steps took."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._since = time.process_time()

    def step(self) -> None:
        """A step has ended."""
        now = time.process_time()
        self.longest, self._since = max(self.longest, now - self._since), now


def _tried(  # noqa: PLR0913, PLR0917
    made: Run, name: str, files: tuple[bytes, bytes], templates: Any, folder: Path | None, viewer: Viewer | None
) -> float:
    """The seconds of the longest step of all that is done with a file."""
    good, data = files
    watch = _Watch()
    try:
        _use(made, data, good, templates, folder, watch)
        if viewer:
            made.faults += [f"{name}: in the window {fault}" for fault in viewer.faults(data)]
            made.count["shown"] += 1
    except Exception:  # noqa: BLE001 (that is what is looked for)
        made.faults.append(f"{name}: {traceback.format_exc(limit=-3)}")
    watch.step()
    return watch.longest


def _forms_in(data: bytes) -> int:
    """How many forms it opens with: what is done for each of hundreds is no endless work."""
    try:
        return len(loads(data, "坏.jxmb").forms)
    except FileProblem:
        return 0


def _use(  # noqa: PLR0913, PLR0917
    made: Run, data: bytes, good: bytes, templates: Any, folder: Path | None, watch: _Watch
) -> None:
    try:
        dossier = loads(data, "坏.jxmb")
    except FileProblem as problem:
        made.count["refused"] += 1
        if len(str(problem)) > _LONGEST_MESSAGE:
            made.faults.append(f"a message of {len(str(problem))} characters")
        return
    made.count["opened"] += 1
    for finding in check(dossier, templates):
        if "没能运行" in finding.message:
            made.faults.append(finding.message[:500])
    watch.step()
    compare(loads(good, "好.jxmb"), dossier)
    watch.step()
    if folder:
        outcome = write_all(dossier, templates, ExportPlan(folder))
        made.count["exported"] += len(outcome.written)
        watch.step()


def main() -> int:
    """Tells what came of it; 1 when something went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where the files at fault are put")
    parser.add_argument("--exported", type=float, default=1.0, help="which share of those that open is exported")
    parser.add_argument("--shown", type=float, default=0.1, help="which share is opened in the window")
    options = parser.parse_args()
    gc.freeze()
    made = run(options.count, options.seed, options.keep, options.exported, options.shown)
    for fault in made.faults:
        print(fault)  # noqa: T201
    counts = ", ".join(f"{number} {word}" for word, number in made.count.items())
    took, which = made.slowest
    print(f"{counts}; the slowest {took:.2f} s ({which}); {made.megabytes} MB; {len(made.faults)} faults")  # noqa: T201
    return 1 if made.faults else 0


if __name__ == "__main__":
    sys.exit(main())
