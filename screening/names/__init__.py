"""Names taken apart: words, folding, legal forms, and what a name field asks for."""
