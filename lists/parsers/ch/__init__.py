"""The list of Switzerland."""
