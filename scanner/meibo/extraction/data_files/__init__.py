"""Databases and data files: tables."""
