"""Identifiers issued or used in Japan, one a file."""
