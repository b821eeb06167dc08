"""What a dossier is, and what can be said of it."""

import os

# The program has no pydantic plugins; looking for them reads the metadata of every installed package at each start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
