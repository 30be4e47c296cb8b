"""Hearing alerts: one consumer of a group, its order of deliveries, and their acks."""
