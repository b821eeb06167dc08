"""What this program and its files are called, and its version."""

NAME = "绩效目标表编辑器"
VERSION = "0.1.0"
SUFFIX = ".jxmb"
