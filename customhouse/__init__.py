"""The public contract of Customhouse: wire models and the client."""
