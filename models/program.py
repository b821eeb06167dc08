"""What this program and its files are called, and its version."""

NAME = "绩效目标表编辑器"
FOLDER_NAME = "jixiao-editor"
"""For the system: folders, sockets, the entry of a desktop."""

VERSION = "0.1.0"
SUFFIX = ".jxmb"
