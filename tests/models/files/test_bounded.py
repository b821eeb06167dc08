"""What lies under a name may be a pipe, a device or endless: it is said, and nothing waits or swells."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.files.bounded import NotRegularError, TooLargeError, read_bounded
from models.files.jxmb import FileProblem, load
from models.templates.shelf import load_templates
from models.templates.summaries import template_heads
from models.templates.toml_text import LARGEST, parsed, text_of

posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes, sockets and devices of POSIX")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))


MADE: dict[str, Callable[[Path], object]] = {
    "folder": lambda path: path.mkdir(),
    "pipe": getattr(os, "mkfifo", _socket),
    "device": lambda path: path.symlink_to("/dev/zero"),
    "socket": _socket,
}


@posix
@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_what_is_no_file_is_refused_at_once_everywhere(make: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "怪.toml"
    make(path)
    with pytest.raises(NotRegularError):
        read_bounded(path, 100)
    with pytest.raises(FileProblem, match="不能当作套表"):
        load(path)
    assert template_heads([tmp_path]) == {}
    templates, (problem,) = load_templates([tmp_path])
    assert not templates
    assert "不是文件" in problem.message


def test_no_more_than_the_bound_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 100)
    assert read_bounded(path, 100) == b"x" * 100
    with pytest.raises(TooLargeError):
        read_bounded(path, 99)


@posix
def test_a_file_that_grows_while_it_is_read_is_bounded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.touch()
    monkeypatch.setattr(os, "read", lambda _handle, most: b"x" * min(most, 10))
    with pytest.raises(TooLargeError):
        read_bounded(path, 95)


DOTTED = {
    "one key": ".".join(["a"] * 20_000) + " = 1",
    "quoted": ".".join(['"甲"'] * 20_000) + " = 1",
    "spaced": " . ".join(["a"] * 20_000) + " = 1",
    "a head": f"[{'.'.join(['a'] * 20_000)}]",
    "many": "".join(f"x{number}.{'.'.join(['a'] * 490)} = 1\n" for number in range(1000)),
}


@pytest.mark.parametrize("text", DOTTED.values(), ids=DOTTED)
def test_a_dotted_key_without_end_is_not_given_to_the_parser(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty thousand characters of it would take a gigabyte and a half."""
    monkeypatch.setattr("tomli.loads", lambda _: pytest.fail("parsed"))
    (tmp_path / "怪.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RecursionError):
        parsed(text)
    assert template_heads([tmp_path]) == {}
    _, (problem,) = load_templates([tmp_path])
    assert "层层嵌套太深" in problem.message


def test_what_real_templates_have_is_read() -> None:
    root = Path(__file__).resolve().parents[3]
    for path in (root / "resources" / "templates").glob("*.toml"):
        assert parsed(text_of(path))["id"] == path.stem
        assert path.stat().st_size < LARGEST // 10


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at the memory of a process")
def test_deep_keys_that_are_read_take_no_more_than_a_little_memory() -> None:
    code = (
        "from pathlib import Path; from models.templates.toml_text import parsed;"
        "parsed('.'.join(['a'] * 1000) + ' = 1');"
        "status = Path('/proc/self/status').read_text();"  # ru_maxrss would hold the parent's peak
        "print(int(status.partition('VmHWM:')[2].split()[0]) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 300
