"""Lists of your own."""
