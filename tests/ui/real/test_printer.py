"""What comes out of a printer is the exported PDF: a queue of CUPS, its filters and all, whose paper is a file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageOps

from exporters.export import ExportPlan, export
from models.files.jxmb import load
from models.templates.template import FormTemplate
from tests.ui.conftest import sample_of, wait_for
from tests.ui.preview.test_paint import difference

PROJECT = Path(__file__).resolve().parents[3]
DRIVER = Path("/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd")
DOTS = 254 / 72  # pixels a point: ten a millimetre
_FILES = ["ServerRoot", "RequestRoot", "CacheDir", "StateDir"]
_RULES = """Listen {0}/socket
Browsing Off
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
pytestmark = pytest.mark.skipif(
    not all(shutil.which(one, path=f"{os.environ.get('PATH')}:/usr/sbin") for one in ("cupsd", "lpadmin"))
    or not DRIVER.exists(),
    reason="CUPS (cups-daemon, cups-client, cups-filters) is not installed",
)


class Queue:
    """A print server of its own with one printer."""

    def __init__(self, folder: Path) -> None:
        self.printed = folder / "printed"
        self.printed.touch()
        self.environment = {**os.environ, "CUPS_SERVER": f"{folder}/socket", "PATH": f"{os.environ['PATH']}:/usr/sbin"}
        for name in _FILES:
            (folder / name).mkdir()
        places = [f"{name} {folder}/{name}" for name in _FILES]
        logs = [f"{name}Log {folder}/{name}" for name in ("Error", "Access", "Page")]
        (folder / "files").write_text("\n".join([*places, *logs, "FileDevice Yes", "Sandboxing Relaxed", ""]))
        (folder / "rules").write_text(_RULES.format(folder))
        for path in (folder, *folder.iterdir()):
            path.chmod(0o777 if path.is_dir() or path == self.printed else 0o644)  # its filters are somebody else
        command = ["cupsd", "-f", "-c", str(folder / "rules"), "-s", str(folder / "files")]
        self._server = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        wait_for((folder / "socket").exists)
        driver = folder / "driver.ppd"
        to_the_edge = re.sub(
            r'(?<=^\*ImageableArea A4/A4: )".*"', '"0 0 595 842"', DRIVER.read_text(), flags=re.MULTILINE
        )
        driver.write_text(to_the_edge)
        self._call("lpadmin", "-p", "office", "-E", "-v", f"file://{self.printed}", "-P", str(driver))

    def _call(self, *words: str) -> str:
        done = subprocess.run(words, env=self.environment, check=True, capture_output=True, text=True, timeout=30)
        return done.stdout

    def idle(self) -> bool:
        """Nothing waits to be printed."""
        return not self._call("lpstat", "-o") and self.printed.stat().st_size > 0

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(10)


@pytest.fixture
def queue() -> Iterator[Queue]:
    folder = Path(tempfile.mkdtemp())  # where the server's own user may go, too
    try:
        made = Queue(folder)
        yield made
        made.close()
    finally:
        shutil.rmtree(folder)


def test_what_a_printer_gets_is_the_exported_pdf_to_the_millimetre(
    queue: Queue, tmp_path: Path, templates: dict[str, FormTemplate]
) -> None:
    sample = sample_of("鄂州")
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.real.to_printer", str(sample), "office"],
        cwd=PROJECT,
        env=queue.environment | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    wait_for(queue.idle)
    (exported,) = export(load(sample), templates, ExportPlan(tmp_path, ("pdf",), (1,)))
    paper, file = pictures(queue.printed), pictures(exported.path)
    assert len(paper) == len(file) > 1
    for one, other in zip(paper, file, strict=True):
        ends = zip(ink(one), ink(other), strict=True)
        assert all(abs(here - there) < 5 for here, there in ends), f"half a millimetre: {ink(one)} {ink(other)}"
        assert difference(one, other)[0] < 3


def pictures(pdf: Path) -> list[Image.Image]:
    """The pages, ten pixels a millimetre."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=DOTS).to_pil().convert("L") for page in document]


def ink(page: Image.Image) -> tuple[int, int, int, int]:
    """Where what is printed begins and ends."""
    found = ImageOps.invert(page).getbbox()
    assert found is not None
    return found
