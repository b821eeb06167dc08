"""How the forms look on paper: every form of the samples and of a folder of sources, in every format, page by page.

    python -m tests.papers FOLDER [--sources FORMS] [--pictures] [--format xlsx]

LibreOffice prints the office files in a world whose 宋体 has digits half an em wide, as the real one. What is told is
the number of pages in each format; with ``--pictures`` every page becomes a picture to look at.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium

from exporters.export import ExportPlan, export
from exporters.formats import FORMATS
from importers.assemble import assemble
from models import folders
from models.dossier import Dossier
from models.files.jxmb import load
from models.templates.shelf import load_templates
from tests.exporters.excel.excel_tables import STATEMENT

TEMPLATES, _ = load_templates([folders.ROOT / "resources" / "templates"])
LIKE_SONG = "Noto Sans Mono CJK SC"
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><match target="pattern"><test name="family">
<string>宋体</string></test><edit name="family" mode="assign" binding="same"><string>{face}</string></edit></match>
</fontconfig>"""
_PRINTED_BY_OFFICE = ("xlsx", "docx")
_LONG_FIELDS = ("plan", "basis", "purpose", "duties", "last_evaluation", "budget_change")


def dossiers(sources: Path | None) -> Iterator[tuple[str, Dossier]]:
    """The samples, and what the texts of a folder hold, each with its name."""
    for file in sorted(folders.SAMPLES.glob("*.jxmb")):
        yield file.stem, load(file)
    for file in sorted(sources.glob("*.txt")) if sources else ():
        yield file.stem, assemble([file], TEMPLATES).dossier


def with_long_texts(dossier: Dossier, characters: int) -> Dossier:
    """The same with as many characters in every long text."""
    text = (STATEMENT * (characters // len(STATEMENT) + 1))[:characters]
    for form in dossier.forms:
        for name in _LONG_FIELDS:
            if hasattr(form, name):
                setattr(form, name, text)
        for goal in form.goals:
            goal.statement = text
        for measure in getattr(form, "measures", ()):
            measure.text = text
    return dossier


def printed_by_office(made: Sequence[Path], work: Path, *, like_song: bool = True) -> dict[Path, Path]:
    """The PDF that LibreOffice prints of each file, with a face like 宋体 or with what stands in for it here.

    Its fonts and its profile are in ``work``.
    """
    work.mkdir(parents=True, exist_ok=True)
    (work / "fonts.conf").write_text(_FONTS.format(face=LIKE_SONG if like_song else "宋体"), encoding="utf-8")
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError("soffice")
    command = [office, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    environment = {**os.environ, "FONTCONFIG_FILE": str(work / "fonts.conf")}
    folder = work / "printed"
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, made)],
        check=True,
        capture_output=True,
        timeout=600,
        env=environment,
    )
    printed = {path: folder / f"{path.stem}.pdf" for path in made}
    if missing := [path.name for path, pdf in printed.items() if not pdf.exists()]:
        raise FileNotFoundError(f"LibreOffice did not print {missing[0]}; for Word it wants libreoffice-writer")
    return printed


def pages_of(pdf: Path) -> int:
    """How many pages a PDF has."""
    with pdfium.PdfDocument(pdf) as document:
        return len(document)


def write_everything(folder: Path, sources: Path | None, formats: Sequence[str]) -> dict[str, dict[str, Path]]:
    """Every form in every format: its name (dossier and number) → format → file."""
    made: dict[str, dict[str, Path]] = {}
    for name, dossier in dossiers(sources):
        for number in range(1, len(dossier.forms) + 1):
            plan = ExportPlan(folder / f"{name}-{number}", tuple(formats), (number,))
            made[f"{name}-{number}"] = {one.format: one.path for one in export(dossier, TEMPLATES, plan)}
    return made


def page_counts(made: dict[str, dict[str, Path]], work: Path) -> dict[str, dict[str, int]]:
    """The pages of every form in every format that has pages."""
    found: dict[str, dict[str, int]] = {name: {} for name in made}
    for kind in sorted({kind for files in made.values() for kind in files}):
        files = {name: one[kind] for name, one in made.items()}
        if kind in _PRINTED_BY_OFFICE:
            files = _printed(files, work / kind)
        for name, path in files.items() if kind in (*_PRINTED_BY_OFFICE, "pdf") else ():
            found[name][kind] = pages_of(path)
    return found


def _printed(files: dict[str, Path], work: Path) -> dict[str, Path]:
    """The files under names that none shares, printed."""
    named = {}
    (work / "files").mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        named[name] = Path(shutil.copy(path, work / "files" / f"{name}{path.suffix}"))
    printed = printed_by_office(list(named.values()), work)
    return {name: printed[path] for name, path in named.items()}


def _pictures(pdf: Path, target: Path) -> None:
    """Every page of a PDF as a picture."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with pdfium.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            page.render(scale=1.2).to_pil().save(f"{target}-{number}.png")


def main() -> None:
    """Writes, prints, counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("--format", action="append", dest="formats")
    options = parser.parse_args()
    formats = tuple(options.formats or FORMATS)
    made = write_everything(options.folder / "made", options.sources, formats)
    counts = page_counts(made, options.folder / "office")
    for name, pages in counts.items():
        print(name, *(f"{kind}={count}" for kind, count in pages.items()), sep="\t")
    print({kind: sum(pages.get(kind, 0) for pages in counts.values()) for kind in formats})
    if options.pictures:
        for name, files in made.items():
            _pictures(files["pdf"], options.folder / "pictures" / f"{name}-pdf")
            for kind in set(files) & set(_PRINTED_BY_OFFICE):
                printed = options.folder / "office" / kind / "printed" / f"{name}.pdf"
                _pictures(printed, options.folder / "pictures" / f"{name}-{kind}")


if __name__ == "__main__":
    main()
