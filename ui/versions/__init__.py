"""What a file was before, and how two dossiers differ: the dialogs."""
