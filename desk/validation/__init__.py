"""How well the matcher finds what it should, as a report and a page."""
