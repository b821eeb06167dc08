"""The rules themselves, a module a letter. They know each other not; what they share is around them."""
