"""Tables as Word documents."""
