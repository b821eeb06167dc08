"""The program around its windows: start, settings, theme, icons, language, one instance for all files."""
