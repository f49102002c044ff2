"""Detectors that users define in their configuration: a pattern, labels, a check digit and a severity."""
