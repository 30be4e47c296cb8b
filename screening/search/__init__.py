"""Candidates: which listed names are worth comparing with a name asked."""
