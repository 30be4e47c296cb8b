"""Policies: looked at, checked, brought into force."""
