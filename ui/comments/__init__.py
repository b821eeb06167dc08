"""Comments: their list beside the page, and where they are written."""
