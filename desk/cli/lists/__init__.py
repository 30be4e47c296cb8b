"""`customhouse lists …`."""
