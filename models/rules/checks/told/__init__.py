"""Rules of what is told in texts: statements, what they leave unmeasured, and the disclosure around the forms."""
