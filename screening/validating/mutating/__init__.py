"""How listed names are varied to validate the matcher: one small function a class of variation."""
