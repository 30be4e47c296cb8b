"""Programs that make the matcher's tables from public data."""
