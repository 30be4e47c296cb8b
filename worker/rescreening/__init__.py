"""Screening again what was screened before, at the cost of what changed."""
