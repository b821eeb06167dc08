"""The unit's budget out of its disclosed tables."""
