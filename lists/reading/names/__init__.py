"""The names in a text: several, or a name and what is said of it, in one field."""
