"""Controls that know the session but no page: editors, tables, clipboard, messages, background work."""
