"""Pages into one PDF, with the bundled faces embedded."""
