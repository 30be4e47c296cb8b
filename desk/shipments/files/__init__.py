"""Files of shipments: NDJSON, JSON, CSV and xlsx, gzipped or not, read piece by piece."""
