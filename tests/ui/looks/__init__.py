"""What the windows look like: laws for all of them, and words that are kept, so that what comes out otherwise shows."""
