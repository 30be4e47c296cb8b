"""Published lists in: parse, gate, snapshot."""
