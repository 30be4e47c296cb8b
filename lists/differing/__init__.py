"""What differs between two versions of lists, in words."""
