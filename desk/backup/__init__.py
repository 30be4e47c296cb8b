"""A copy of a running service, and a service made of it: queue, ledger and lists."""
