"""Small random changes to the program, and whether the tests notice them (``python -m tests.mutate``)."""
