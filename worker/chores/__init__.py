"""What the service does by itself: re-screening, refreshing, and mending what a crash left."""
