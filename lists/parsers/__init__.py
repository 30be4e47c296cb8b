"""One module per format of a published list."""
