"""How good the findings are: labelled sets, the scorer, and the page that tells; used by accuracy.py."""
