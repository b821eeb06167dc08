"""Two dossiers side by side: what belongs together, what differs, and taking it over."""
