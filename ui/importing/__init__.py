"""The import dialog: sources as they came, what became of every cell, corrections by hand, where it all goes."""
