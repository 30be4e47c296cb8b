"""Lists on disk: judged by the gate, content-addressed, swapped atomically."""
