"""Small random changes to a copy of the project, to see whether the tests notice: behind ``python -m tests.mutate``."""
