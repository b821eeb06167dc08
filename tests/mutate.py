"""Changes the program at random, a little at a time, and sees whether the tests notice.

python -m tests.mutate --seed 7 --count 100 models exporters     changes in these folders (all of the program)
python -m tests.mutate --forget                                  measure anew which tests cover which lines

Works on copies. Which tests cover a line is measured once and kept in the temporary folder until the sources change.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence

from tests.mutation.changes import Change, changes_in
from tests.mutation.covering import PROJECT, Covering, sources
from tests.mutation.equivalents import equivalent
from tests.mutation.trial import Trials

ROOMS = ("commands", "exporters", "importers", "models", "selftest", "ui")


def wanted(arguments: Sequence[str] | None) -> argparse.Namespace:
    usage, _, examples = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser("tests.mutate", description=usage, epilog=examples)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folders", nargs="*", default=list(ROOMS), help="folders or files (all of the program)")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--count", type=int, default=100, help="changes to try")
    parser.add_argument("--jobs", type=int, default=2, help="copies that are tried beside each other")
    parser.add_argument("--forget", action="store_true", help="measure the covering tests anew")
    return parser.parse_args(arguments)


def chosen(folders: Sequence[str], seed: int, count: int) -> list[Change]:
    """So many changes, every line that can be changed as likely as every other; equivalents are passed over."""
    found = [change for path in sources(folders) for change in changes_in(path.read_text("utf-8"), path)]
    by_line: dict[tuple[str, int], list[Change]] = {}
    for change in found:
        by_line.setdefault((str(change.path), change.line), []).append(change)
    luck = random.Random(seed)
    lines = list(by_line.values())
    luck.shuffle(lines)
    return [luck.choice(line) for line in lines[:count]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: every change was noticed or is listed as an equivalent; 1: some were not."""
    asked = wanted(arguments)
    covering = Covering(forget=asked.forget)
    tried = chosen(asked.folders, asked.seed, asked.count)
    print(f"seed {asked.seed}: {len(tried)} changes", flush=True)
    noticed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    unnoticed = 0
    with Trials(covering, asked.jobs) as trials:
        for change, found in trials.run(tried):
            room = change.path.relative_to(PROJECT).parts[0]
            same = not found and equivalent(change)
            if same:
                print(f"same      {change}", flush=True)
                continue
            total[room] += 1
            noticed[room] += found
            unnoticed += not found
            if not found:
                print(f"UNNOTICED {change}", flush=True)
    for room in sorted(total):
        print(f"{room}: {noticed[room]} of {total[room]} noticed ({noticed[room] / total[room]:.0%})")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
