"""What parsers share: opening files, reading tables and XML, building listings."""
