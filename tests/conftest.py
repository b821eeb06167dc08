"""What all tests share: no screen, settled hypothesis profiles, real forms where they are, Qt where it loads."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("local", deadline=None)
settings.register_profile("reproducible", deadline=None, derandomize=True)
settings.load_profile("reproducible" if os.environ.get("CI") else "local")

PROJECT = Path(__file__).resolve().parent.parent
UI_TESTS = PROJECT / "tests" / "ui"


def _why_qt_fails() -> str:
    """Empty where Qt can show a window, else the loader's own words (a bare Linux lacks libEGL and friends)."""
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        return f"Qt cannot be loaded, the README names the packages it needs: {error}"
    return ""


QT_MISSING = _why_qt_fails()


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """pytest-qt stops the whole run where Qt cannot be loaded: put it aside there, its options stay known."""
    if QT_MISSING:
        pluginmanager.unregister(name="pytest-qt")


class _SkippedModule(pytest.Module):
    """A test module that cannot even be imported here."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        pytest.skip(QT_MISSING, allow_module_level=True)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Skip the tests of the window, with the reason, where Qt cannot be loaded."""
    if QT_MISSING and module_path.is_relative_to(UI_TESTS):
        return _SkippedModule.from_parent(parent, path=module_path)
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
