"""Receipts of verdicts, and verdicts computed again from them."""
