"""What the operating system complains of, in Chinese, and what a person can do about it."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import NamedTuple

_REASONS = {
    errno.ELOOP: "链接绕回了自己",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "不存在",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "不是文件夹，或者路径里有一段不是文件夹",
    errno.EISDIR: "是一个文件夹",
    errno.ENAMETOOLONG: "名字太长",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘空间不足",
    errno.EFBIG: "磁盘空间不足",
    errno.EROFS: "磁盘是只读的",
    errno.EBUSY: "正被别的程序占用",
    errno.EIO: "磁盘读写出错",
    errno.ENXIO: "设备不在了",
    errno.ENODEV: "设备不在了",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ETIMEDOUT: "网络没有回应",
    errno.EINVAL: "名字或位置不能用",
    errno.ENOTSUP: "不是普通文件",
}
_IN_WRITING = {
    errno.ELOOP: "同名的是一个绕回自己的链接",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "文件夹不存在",
    errno.EISDIR: "同名的是一个文件夹",
    errno.EACCES: "没有权限，文件是只读的，或者正被别的程序打开",
    errno.EPERM: "没有权限，文件是只读的，或者正被别的程序打开",
}
"""Where these mean something else for a file that is to be written."""

_LOCKED = "关闭打开它的程序（如 Excel、WPS）再试"
_ROOM, _CABLE = "腾出空间", "检查磁盘、U 盘或网络"
_HELPS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _ROOM),
    **dict.fromkeys((errno.EIO, errno.ENXIO, errno.ENODEV, errno.ETIMEDOUT), _CABLE),
}
"""What may help besides going elsewhere."""


class Refusal(NamedTuple):
    """Why something could not be done, as half a sentence, and what to do, as a sentence without its end."""

    why: str
    todo: str


def reason(error: OSError) -> str:
    """Why the system refused, as half a sentence; the system's number where it has no word of ours."""
    unknown = f"系统错误 {error.errno}" if error.errno else error.strerror or str(error)
    return _REASONS.get(error.errno or 0, unknown)


def reading_refusal(error: OSError) -> Refusal:
    """Why a file that is there could not be read."""
    if error.errno == errno.ELOOP:
        return Refusal(reason(error), "请选择真正的文件")
    helps = "找管理员开通权限" if isinstance(error, PermissionError) else _HELPS.get(error.errno or 0)
    return Refusal(reason(error), f"请{f'{helps}，或' if helps else ''}复制一份到自己的文件夹再打开")


def writing_refusal(error: OSError) -> Refusal:
    """Why a file could not be written."""
    helps = _LOCKED if isinstance(error, PermissionError) else _HELPS.get(error.errno or 0)
    elsewhere = "换一个位置或文件名"
    todo = f"请{helps}，或{elsewhere}" if helps else f"请{elsewhere}"
    return Refusal(_IN_WRITING.get(error.errno or 0) or reason(error), todo)


def folder_refusal(error: OSError, folder: Path) -> str:
    """Why nothing can be written into a folder and what to do, in sentences."""
    helps = _HELPS.get(error.errno or 0)
    elsewhere = "换一个文件夹，例如“文档”"
    return f"文件夹“{folder}”用不了：{reason(error)}。请{f'{helps}，或' if helps else ''}{elsewhere}。"
