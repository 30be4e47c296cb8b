"""OFAC's lists in every format it has published."""
