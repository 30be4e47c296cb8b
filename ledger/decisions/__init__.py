"""What people decided, and what follows from it: decisions, licences, who has which alert."""
