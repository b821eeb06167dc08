"""Every sample out and in again: ``python -m tests.importers.round_trips`` takes all kinds of files, the suite some.

What comes back is compared with what the templates print. Files that a spreadsheet program saves again go through it
in one call for all samples.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from exporters.batch import write_all
from exporters.export import ExportPlan
from importers.assemble import Assembled, assemble
from models.comparing.compare import compare
from models.dossier import Dossier
from models.files.jxmb import load
from models.folders import RESOURCES, samples
from models.templates.shelf import load_templates

TEMPLATES, _ = load_templates([RESOURCES / "templates"])
SAMPLES: Mapping[str, Dossier] = {path.stem: load(path) for path in samples()}
SOFFICE = shutil.which("soffice")
SAVED_AS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods",
    "html": "html:HTML (StarCalc)",
}
"""What the spreadsheet program saves, and as what it knows that."""


def written(name: str, folder: Path, kind: str) -> Path:
    """All forms of a sample in one file of that kind."""
    plan = ExportPlan(folder / name, (kind,), together=True, attached=False)
    outcome = write_all(SAMPLES[name], TEMPLATES, plan)
    assert not outcome.problems
    path = folder / f"{name}.{kind}"
    outcome.written[0].path.rename(path)
    return path


def saved_again(folder: Path, kind: str) -> dict[str, Path]:
    """Every sample as Excel, opened and saved by the spreadsheet program as another kind."""
    sources = [written(name, folder, "xlsx") for name in SAMPLES]
    profile, target = f"-env:UserInstallation=file://{folder}/profile", folder / kind
    command = [str(SOFFICE), profile, "--headless", "--convert-to", SAVED_AS[kind], "--outdir", str(target)]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=600)
    return {path.stem: target / f"{path.stem}.{kind}" for path in sources}


def read(path: Path) -> Assembled:
    return assemble([path], TEMPLATES)


def faults(name: str, result: Assembled) -> list[str]:
    """What is not as the sample prints it, and what found no place."""
    found = compare(SAMPLES[name], result.dossier, result.paper(TEMPLATES))
    return [*(one.line for one in found), *(f"{one.where}：{one.text}" for one in result.unplaced)]


def _all(folder: Path) -> Iterator[tuple[str, str, Path]]:
    for kind in ("xlsx", "pdf"):
        yield from ((f"{kind}", name, written(name, folder, kind)) for name in SAMPLES)
    for kind in SAVED_AS if SOFFICE else ():
        yield from ((f"{kind}, saved again", name, path) for name, path in saved_again(folder, kind).items())


def main() -> int:
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind, name, path in _all(Path(folder)):
            found = faults(name, read(path))
            bad += bool(found)
            print("FAULT" if found else "ok   ", kind, name, *found[:5], sep="  ")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
