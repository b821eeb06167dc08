"""A file that is either the old one or the new one, never half of it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from models.files.jxmb import write_whole

_ADVICE = {
    errno.ENOENT: "文件夹不存在，请换一个位置",
    errno.ENOTDIR: "文件夹不存在，请换一个位置",
    errno.ELOOP: "同名的是一个绕回自己的链接，请换一个文件名",
    errno.EISDIR: "同名的是一个文件夹，请换一个文件名",
    errno.ENOSPC: "磁盘空间不足，请腾出空间或换一个位置",
    errno.EDQUOT: "磁盘空间不足，请腾出空间或换一个位置",
    errno.EROFS: "磁盘是只读的，请换一个位置",
    errno.ENAMETOOLONG: "文件名太长，请换一个短一些的文件名",
}
_LOCKED = "文件可能正在 Excel 或 WPS 中打开，或者没有写入权限；请关闭它，或换一个位置或文件名"


class SaveError(OSError):
    """A file could not be written. The message (Chinese) names it and says what to do; the old file is untouched."""


def replace_file(target: Path, content: bytes) -> None:
    """Writes ``content`` beside ``target`` and puts it in its place at once. Raises SaveError."""
    try:
        _replace(Path(os.path.realpath(target)), content)
    except OSError as error:
        raise SaveError(f"无法保存“{target}”：{_ADVICE.get(error.errno or 0, _LOCKED)}。") from error


def _replace(target: Path, content: bytes) -> None:
    if target.is_symlink():  # links were followed: this one leads back to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(target))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    write_whole(target, content)
