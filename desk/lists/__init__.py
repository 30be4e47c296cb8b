"""Lists in and out of force, what stands on them, and what changed."""
