"""What all tests share: no screen, settled hypothesis profiles, real forms where they are, Qt where it loads."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.effort import examples
from tests.trials.order import ordered

pytest.register_assert_rewrite("tests.known")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each program that a test starts compiles all anew

settings.register_profile("local", deadline=None, max_examples=examples(100))
settings.register_profile("reproducible", deadline=None, derandomize=True, max_examples=examples(100))

PROJECT = Path(__file__).resolve().parent.parent
UI_TESTS = PROJECT / "tests" / "ui"
QT_PARTS = ("QtWidgets", "QtSvg", "QtNetwork", "QtPrintSupport", "QtTest")


def _why_qt_fails() -> str:
    """Empty where Qt can show a window, else the loader's own words (a bare Linux lacks libEGL and friends)."""
    try:
        for part in QT_PARTS:
            importlib.import_module(f"PySide6.{part}")
    except ImportError as error:
        return f"Qt cannot be loaded (packaging/linux/setup installs what it needs): {error}"
    return ""


QT_MISSING = _why_qt_fails()


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """pytest-qt stops the whole run where Qt cannot be loaded: put it aside there, its options stay known."""
    if QT_MISSING:
        pluginmanager.unregister(name="pytest-qt")


def pytest_configure(config: pytest.Config) -> None:
    """With CI=1 every run tries the same made-up data, unless a seed is asked for."""
    fixed = os.environ.get("CI") and config.getoption("--hypothesis-seed") is None
    settings.load_profile("reproducible" if fixed else "local")
    config.option.loadscopereorder = False  # not most tests first, but as ``tests.trials.order`` says


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: a test that waits (for a pause in typing, the disk) keeps none idle."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where folders are run, what holds up most comes first; files that are named come as they are named."""
    if not any(".py" in name for name in config.args):
        items[:] = [items[place] for place in ordered([item.path for item in items])]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is loaded here stays to the end: the collector need not walk it after every few hundred objects."""
    gc.disable()
    collected = yield
    gc.freeze()
    gc.enable()
    return collected


class _SkippedFile(pytest.Item):
    """Stands in for the tests of a file that cannot even be imported here."""

    def reportinfo(self) -> tuple[Path, int, str]:
        return UI_TESTS / self.name, 0, self.name

    def runtest(self) -> None:
        """Never comes to pass."""


class _SkippedFolder(pytest.Collector):
    """The tests of the window where Qt cannot be loaded: each file is named, none is imported.

    It has its parent's path, since the conftest of a collector's own path is imported, and that one imports Qt.
    """

    def collect(self) -> Iterator[pytest.Item]:
        for path in sorted(UI_TESTS.rglob("test_*.py")):
            stand_in = _SkippedFile.from_parent(self, name=path.relative_to(UI_TESTS).as_posix())
            stand_in.add_marker(pytest.mark.skip(reason=QT_MISSING))
            yield stand_in


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Skip the tests of the window, with the reason, where Qt cannot be loaded."""
    if QT_MISSING and path == UI_TESTS:
        return _SkippedFolder.from_parent(parent, name=path.name)
    return None


if QT_MISSING:

    @pytest.fixture(name="qtbot")
    def _no_qtbot() -> None:
        """Stands in for pytest-qt's fixture."""
        pytest.skip(QT_MISSING)

    @pytest.fixture(name="qapp", scope="session")
    def _no_qapp() -> None:
        """Stands in for pytest-qt's fixture."""
        pytest.skip(QT_MISSING)


@pytest.fixture(scope="module", autouse=True)
def _set_aside() -> Iterator[None]:
    """What the tests of a file leave (parsed sources, remembered texts) is not walked through in the next one's."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _nobodys_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Versions and journals of the tests' files do not come among those of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "APPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("user")))
        yield


@pytest.fixture(scope="session")
def shared_forms() -> Path:
    """Folder of real disclosed forms (not part of the project); JX_SHARED names the folder that holds ``forms``."""
    shared = Path(os.environ.get("JX_SHARED") or PROJECT.parent / "shared")
    forms = shared / "forms"
    if not forms.is_dir():
        pytest.skip("the real forms are not here (folder forms in ../shared or in JX_SHARED)")
    return forms
