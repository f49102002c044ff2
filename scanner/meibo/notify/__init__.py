"""Telling how a scan ended: mail, webhook, syslog, metrics. Counts and new risks only, never a value."""
