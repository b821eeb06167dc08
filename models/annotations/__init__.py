"""What is said of places of a dossier, and the files that prove them: how it follows, what places are called."""
