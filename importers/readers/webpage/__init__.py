"""What a page of the web says besides its texts: fields, colours, classes."""
