"""The list of Canada."""
