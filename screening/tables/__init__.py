"""The matcher's tables: reviewed data that belongs to the engine version."""
