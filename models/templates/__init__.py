"""版式: a region's official form as data, read from TOML; what its drawing prints."""
