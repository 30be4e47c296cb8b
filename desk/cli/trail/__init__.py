"""`customhouse audit …` and `customhouse ledger …`."""
