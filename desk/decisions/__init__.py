"""What people decide, and what of it can be looked up."""
