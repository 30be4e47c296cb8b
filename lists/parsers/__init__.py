"""Parsers: one module for each format. An authority with several formats has a room."""
