"""One module per format of a published list, in a room for each authority that has several."""
