"""Real servers for tests, on loopback: one file a server, each a class with ``start`` and ``stop``."""
