"""Shipments in, and what became of them: states, alerts, dead letters."""
