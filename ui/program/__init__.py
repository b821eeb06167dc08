"""The program around its windows: start, all windows, language, manual, errors, one instance for all files."""
