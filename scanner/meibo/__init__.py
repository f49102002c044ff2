"""meibo (名簿): walks file shares, finds personal data, and writes an inventory of where it lies."""

__version__ = "0.1.0"
