"""Tables as web pages for disclosure."""
