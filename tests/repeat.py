"""Runs the tests in other orders and with other made-up data: what depends on luck shows itself.

python -m tests.repeat --runs 20          whole runs, each with its own order of files and its own made-up data
python -m tests.repeat --seed 7           the one of seed 7 once more
python -m tests.repeat --reverse          a whole run from the last file to the first
python -m tests.repeat --alone            every file in a process of its own
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SPREAD = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")  # files are handed out in the order given
TOLD = 60  # last lines of a run that failed


def files_of(places: Sequence[str]) -> list[str]:
    """The test files at these places, each a file or a folder."""
    paths = [PROJECT / place for place in places]
    found = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("test_*.py")))]
    return [str(file.relative_to(PROJECT)) for file in found]


def run(name: str, *words: str) -> bool:
    """One run of pytest. True when it ended well and without a warning; else its end is shown."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
    done = subprocess.run(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    lines = done.stdout.splitlines() or [""]
    well = done.returncode == 0 and "warning" not in lines[-1]
    print(f"{'ok    ' if well else 'FAILED'} {name}: exit {done.returncode}, {lines[-1]}", flush=True)
    if not well:
        print("\n".join(lines[-TOLD:]), flush=True)
    return well


def wanted(arguments: Sequence[str] | None) -> argparse.Namespace:
    usage, _, examples = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser("tests.repeat", description=usage, epilog=examples)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("places", nargs="*", default=["tests"], help="test files or folders (all)")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="of the first; the next count on")
    parser.add_argument("--reverse", action="store_true")
    parser.add_argument("--alone", action="store_true")
    return parser.parse_args(arguments)


def planned(asked: argparse.Namespace) -> Iterator[tuple[str, list[str]]]:
    """Name and words of each run."""
    files = files_of(asked.places)
    for seed in range(asked.seed, asked.seed + asked.runs):
        if asked.alone:
            yield from ((f"{file} seed {seed}", [f"--hypothesis-seed={seed}", file]) for file in files)
        else:
            order = files[::-1] if asked.reverse else random.Random(seed).sample(files, len(files))
            yield f"seed {seed}", [*SPREAD, f"--hypothesis-seed={seed}", *order]


def main(arguments: Sequence[str] | None = None) -> int:
    """Does the runs asked for, all of them; 1 when one failed."""
    ended = [run(name, *words) for name, words in planned(wanted(arguments))]
    return 0 if all(ended) else 1


if __name__ == "__main__":
    raise SystemExit(main())
