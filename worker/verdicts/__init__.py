"""From a record to its verdict and its fate."""
