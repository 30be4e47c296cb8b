"""The audit trail: whether it holds, and what it says."""
