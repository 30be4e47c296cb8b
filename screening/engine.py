"""The version of the matcher; a verdict rests on it."""

from typing import Final

# Raise it with every change that can alter a score: a new version is a new basis, and what is
# open is screened again.
ENGINE_VERSION: Final = "4"
