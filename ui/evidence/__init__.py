"""Evidence: the files that prove what a form says, listed, opened, added."""
