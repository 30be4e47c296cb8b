"""Downloads from publishers: retried, resumed and kept within limits."""
