"""绩效目标表编辑器: opens the window; with a sub-command it works without a screen (``python main.py --help``)."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Sequence

from models.program import SUFFIX

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # there are none, and to look for them takes 4 ms


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command, or opens the window. Returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or _is_file(given[0]):
        return _window(given)
    from commands.run import run  # the window has none of this, and nobody waits for it there

    return run(given)


def _is_file(word: str) -> bool:
    """True for what the window may open (or say why not), False for commands and slips of the pen."""
    from commands.parser import COMMANDS

    return word not in COMMANDS and (os.path.lexists(word) or word.lower().endswith(SUFFIX))


def _window(files: list[str]) -> int:
    if why := _no_screen():
        from commands.console import UNUSABLE, tell, use_utf8

        use_utf8()
        tell(f"打不开窗口：{why}。不用屏幕的命令见 main.py --help")
        return UNUSABLE
    from ui.program.app import run as open_window  # Qt only where a window is wanted

    return open_window(files)


def _no_screen() -> str:
    """Why Qt would end the process instead of opening a window; empty where it can."""
    given = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not given:
        return "这里没有图形界面（没有设置 DISPLAY），请在桌面上启动"
    try:
        import PySide6.QtWidgets  # noqa: F401  (whether it loads is what is asked)
    except ImportError as slip:
        library = re.match(r"[\w.+-]+\.so[\d.]*", str(slip))
        return f"缺少系统的库 {library[0] if library else 'Qt'}，要装哪些软件包见 README“系统要有什么”"
    return ""


if __name__ == "__main__":
    code = main()
    gc.freeze()  # the process ends here; going through everything once more to find garbage takes longer than an export
    sys.exit(code)
