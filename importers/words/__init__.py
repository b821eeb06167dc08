"""What a word of a source means, by context: over ``resources/vocabulary.toml``. Below all that reads or recognises."""
