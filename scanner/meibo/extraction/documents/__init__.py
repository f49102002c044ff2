"""Texts and presentations."""
