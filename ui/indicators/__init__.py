"""The indicator tree of one form, with the columns of its template, and the bar of weights under it."""
