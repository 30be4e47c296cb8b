"""Commands about shipments, alerts and dead letters."""
