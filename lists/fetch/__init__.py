"""Publishers' files, downloaded with patience and within limits."""
