"""A file that is either the old one or the new one, never half of it."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

_ADVICE = {
    errno.ENOENT: "文件夹不存在，请换一个位置",
    errno.ENOTDIR: "文件夹不存在，请换一个位置",
    errno.EISDIR: "同名的是一个文件夹，请换一个文件名",
    errno.ENOSPC: "磁盘空间不足，请腾出空间或换一个位置",
    errno.EROFS: "磁盘是只读的，请换一个位置",
    errno.ENAMETOOLONG: "文件名太长，请换一个短一些的文件名",
}
_LOCKED = "文件可能正在别的程序中打开，或者没有写入权限；请关闭它，或换一个位置或文件名"


class SaveError(OSError):
    """A file could not be written; its message (Chinese) says what to do. The old file is untouched."""


def replace_file(target: Path, content: bytes) -> None:
    """Write ``content`` beside ``target`` and put it in its place at once. Raises SaveError."""
    try:
        _replace(target.resolve(), content)
    except OSError as error:
        raise SaveError(f"无法保存“{target}”：{_ADVICE.get(error.errno or 0, _LOCKED)}。") from error


def _replace(target: Path, content: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    exists = target.exists()
    if exists and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(target.stat().st_mode & 0o777 if exists else 0o666 & ~_umask())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
