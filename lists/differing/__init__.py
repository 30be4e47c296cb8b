"""How two versions of a list differ, in words."""
