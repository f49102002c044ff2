"""The inventory: one SQLite file that a scan writes and reports read."""
