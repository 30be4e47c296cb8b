"""Other scripts: how they are written in Latin, and how likely one word is another."""
