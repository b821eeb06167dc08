"""What a program leaves behind that was killed at its work; it is killed once for all tests of a file."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models.dossier import Unit
from models.files.jxmb import save
from models.folders import RESOURCES, recovery_folder
from models.making import new_dossier
from models.templates.shelf import load_templates
from tests.ui.conftest import wait_for
from ui.session.recovery import SUFFIX

PROJECT = Path(__file__).resolve().parents[3]
CLERK = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.ui.conftest import field, wait_for, write
from models.dossier import Unit
from ui.session import session
from ui.program.app import start
from models.making import new_dossier

session.KEEP_DELAY = 200  # a clerk who waits a moment
application = QApplication([])
program = start(application, [Path(name) for name in sys.argv[1:]])
program.create(new_dossier(Unit(name="新单位"), 2026, [program.templates["korla-project-2023"]]))
for number, window in enumerate(program.windows):
    window.show_page("unit")
    wait_for(window.isVisible)
    write(field(window, "unit.phone"), f"12{number}")
application.exec()
"""


def saved(folder: Path) -> list[Path]:
    """Three dossiers in files."""
    template = load_templates([RESOURCES / "templates"])[0]["korla-project-2023"]
    paths = [folder / f"{name}2026.jxmb" for name in ("信访局", "林业局", "水务局")]
    for path in paths:
        save(new_dossier(Unit(name=path.stem[:3]), 2026, [template]), path)
    return paths


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return saved(tmp_path)


@pytest.fixture(scope="module")
def crash(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[Path]]:
    """The user folder and the files as they lay when a program was killed, and where these files were."""
    folder, home, then = (tmp_path_factory.mktemp(name) for name in ("files", "home", "then"))
    files = saved(folder)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            patch.setenv(name, str(home))
        clerk = subprocess.Popen([sys.executable, "-c", CLERK, *map(str, files)], cwd=PROJECT, stderr=subprocess.PIPE)
        wait_for(lambda: len(list(recovery_folder().glob(f"*{SUFFIX}"))) == 4, 60_000)
    clerk.send_signal(signal.SIGKILL)
    assert clerk.wait() == -signal.SIGKILL
    assert clerk.stderr is not None
    clerk.stderr.close()
    shutil.copytree(folder, then, dirs_exist_ok=True)
    return home, then, files


@pytest.fixture
def killed(crash: tuple[Path, Path, list[Path]], home: Path) -> list[Path]:
    """The program was at work on them and on one without a file when it was killed; each test finds all as it was."""
    left, then, files = crash
    shutil.rmtree(files[0].parent)
    shutil.copytree(then, files[0].parent)
    shutil.copytree(left, home, dirs_exist_ok=True)
    return files
