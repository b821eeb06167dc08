"""The command line: what the program does without a screen. No Qt."""
