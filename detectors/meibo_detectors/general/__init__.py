"""Identifiers used everywhere, one a file."""
