"""The columns of a table of indicators: what every head means, and which cell of a row belongs under which."""
