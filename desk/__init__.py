"""People: the command line, over rooms of functions that return values and print nothing."""
