"""Other scripts: how their words are romanised, and how likely one is a given Latin word."""
