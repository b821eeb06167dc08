"""A table becomes pages: measured, broken, filled and drawn, the same for PDF, printer and preview."""
