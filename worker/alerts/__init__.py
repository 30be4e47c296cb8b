"""What goes out: events, answers and results, published once."""
