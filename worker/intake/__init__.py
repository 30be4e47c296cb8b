"""Records in: the intake streams, what they hold, and what has to wait."""
