"""PDF files: what is drawn on a page, the tables its lines make, tables over pages joined."""
