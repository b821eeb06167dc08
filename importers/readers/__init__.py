"""One file a format: bytes or text → the neutral document, with the place of every cell. Know nothing of forms."""
