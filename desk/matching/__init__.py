"""Names, and pairs of them, asked by hand."""
