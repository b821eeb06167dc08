"""What the operating system complains of, in Chinese."""

from __future__ import annotations

import errno

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
}


def reason(error: OSError) -> str:
    """Why the system refused, as half a sentence; the system's number where it has no word of ours."""
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}" if error.errno else str(error))
