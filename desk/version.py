"""Which Customhouse this is."""

from typing import Final

# pyproject.toml says the same, and a test compares: an image holds no metadata to ask.
VERSION: Final = "0.1.0"
