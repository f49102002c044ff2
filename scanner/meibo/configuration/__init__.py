"""``meibo.toml``: one file a table, read and checked before anything else happens."""
