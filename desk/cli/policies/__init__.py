"""`customhouse policy …`."""
