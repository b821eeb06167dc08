"""The official table on the screen: the pages of the PDF, painted, and typed into."""
