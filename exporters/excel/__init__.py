"""Tables into an Excel workbook, and back out of it."""
