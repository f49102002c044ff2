"""Plain text: encodings, blocks, contacts and calendars."""
