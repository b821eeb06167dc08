"""The command line: the program without a screen. Loads no Qt, and of the program only what a command needs."""
