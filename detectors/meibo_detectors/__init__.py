"""Finds personal data in text: text in, findings out, nothing read or written."""
