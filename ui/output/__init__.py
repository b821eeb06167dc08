"""Out of the window: Excel and PDF files, and paper."""
