"""One form out of its lines: rows, labels, narrative, heads and the tree of indicators."""
