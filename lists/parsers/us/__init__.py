"""Lists of other authorities of the United States."""
