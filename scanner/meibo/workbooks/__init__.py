"""Workbooks that people have filled in, read back: the one room that knows openpyxl."""
