"""The list store: lists on disk, judged by the gate, named by their content, swapped at once."""
