"""OFAC's lists in any of their formats."""

from lists.parsers.ofac_csv import parse

__all__ = ["parse"]
