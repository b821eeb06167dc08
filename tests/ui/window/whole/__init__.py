"""A whole day at a window."""
