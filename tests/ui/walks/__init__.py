"""Long pieces of work in the window, deed by deed, and all that shows after each."""
