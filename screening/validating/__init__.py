"""How well the matcher finds listed names that were varied, and how often innocents alarm."""
