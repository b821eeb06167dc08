"""Sources read whole: everything that came of each is compared, value by value and cell by cell."""
