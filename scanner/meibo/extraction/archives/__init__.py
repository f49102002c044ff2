"""Files packed into files."""
