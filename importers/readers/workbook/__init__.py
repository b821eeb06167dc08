"""Workbooks of every kind as a person sees them: Excel, Excel 97 and WPS, SpreadsheetML, OpenDocument."""
