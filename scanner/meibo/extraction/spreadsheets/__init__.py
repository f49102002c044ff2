"""Sheets of every kind, and all that stands beside their cells."""
