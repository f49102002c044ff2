"""The structure of a text: tables, records and named fields, found over the whole text at once."""
