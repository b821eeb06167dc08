"""The office program that makes files for the readers, where it is installed."""

from __future__ import annotations

import shutil

import pytest


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """LibreOffice's command; without it the test is skipped."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    return found
