"""What the operating system complains of, in Chinese, and what a person can do about it."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import NamedTuple


def _named(names: str, words: str) -> dict[int, str]:
    """The numbers of those names that this system knows."""
    return {getattr(errno, name): words for name in names.split() if hasattr(errno, name)}


_AWAY = (
    "EHOSTDOWN EHOSTUNREACH ENETDOWN ENETUNREACH ENETRESET ECONNRESET ECONNABORTED ECONNREFUSED ENOTCONN ESHUTDOWN "
    "EPIPE EREMOTEIO ENOLINK ECOMM EPROTO"
)
_REASONS = {
    errno.ELOOP: "链接绕回了自己",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "不存在",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径里有一段不是文件夹",
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
    **_named("ESTALE EREMCHG", "共享文件夹的连接已失效"),
    **_named("EXDEV", "要写的位置跨了两个磁盘"),
    **_named(_AWAY, "网络断开了"),
    **_named("ENOMEDIUM EMEDIUMTYPE", "可移动的磁盘不在了"),
    **_named("EBADF EFAULT", "磁盘读写出错"),
    **_named("ENOLCK EDEADLK", "服务器不给文件加锁"),
    **_named("ETXTBSY EAGAIN", "正被别的程序占用"),
    **_named("ENOMEM ENOBUFS", "内存不够"),
    **_named("EMLINK", "链接太多"),
    **_named("ENOSYS", "这种磁盘不支持这样写"),
    **_named("ENOTEMPTY", "文件夹不是空的"),
    **_named("EOVERFLOW EUCLEAN EBADMSG EILSEQ", "磁盘上的内容坏了"),
    **_named("EKEYEXPIRED EKEYREVOKED EKEYREJECTED ENOKEY", "共享文件夹的登录已过期"),
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
_NO_FILES = "这个文件夹不收文件"

_LOCKED = "关闭打开它的程序（如 Excel、WPS）再试"
_ROOM, _CABLE = "腾出空间", "检查磁盘、U 盘或网络"
_HELPS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _ROOM),
    **dict.fromkeys((errno.EIO, errno.ENXIO, errno.ENODEV, errno.ETIMEDOUT), _CABLE),
    **_named(f"{_AWAY} ENOMEDIUM EMEDIUMTYPE EBADF EFAULT", _CABLE),
    **_named("ESTALE EREMCHG EKEYEXPIRED EKEYREVOKED EKEYREJECTED ENOKEY", "重新打开（登录）这个共享文件夹再试"),
    **_named("EBUSY ETXTBSY EAGAIN ENOLCK EDEADLK", "过一会儿再试"),
    **_named("ENOMEM ENOBUFS EMFILE ENFILE", "关掉几个程序再试"),
    **_named("EOVERFLOW EUCLEAN EBADMSG EILSEQ", "找管理员检查磁盘"),
}
"""What may help besides going elsewhere."""


_LONGEST = 120  # characters of a path in a message


class ReadOnlyError(PermissionError):
    """A file that is there is marked as read only, or lies on a disk that is: certain, before anything was tried."""


class Refusal(NamedTuple):
    """Why something could not be done, as half a sentence, and what to do, as a sentence without its end."""

    why: str
    todo: str


def shortened(text: str) -> str:
    """A name or a path that leaves a message readable, however long it is."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 3]}…{text[-_LONGEST // 2 :]}"


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
    if _folder_takes_none(error):
        return Refusal(_NO_FILES, "请换一个文件夹")
    if isinstance(error, ReadOnlyError):
        return Refusal("这个文件是只读的", f"请{elsewhere}，或在文件的属性里去掉“只读”")
    return Refusal(_IN_WRITING.get(error.errno or 0) or reason(error), todo)


def _folder_takes_none(error: OSError) -> bool:
    """The folder is there, and yet no file comes into being in it: one that the system fills itself (``/proc``)."""
    name = error.filename
    return error.errno == errno.ENOENT and isinstance(name, str | Path) and Path(name).parent.is_dir()


def folder_refusal(error: OSError, folder: Path) -> str:
    """Why nothing can be written into a folder and what to do, in sentences."""
    helps = _HELPS.get(error.errno or 0)
    why = "它是文件，不是文件夹" if error.errno == errno.EEXIST else reason(error)
    why = _NO_FILES if _folder_takes_none(error) else why
    elsewhere = "换一个文件夹，例如“文档”"
    return f"“{shortened(str(folder))}”用不了：{why}。请{f'{helps}，或' if helps else ''}{elsewhere}。"
