"""An open dossier without widgets: the gate, undo, its file, its recovery file and its findings."""
