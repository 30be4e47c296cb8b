"""What parsers share: files opened, rows and elements read, listings built."""
