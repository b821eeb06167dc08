"""What comes of many inputs, written down whole: a table of each, in which every difference is seen."""
