"""Drawn pictures of Japanese pages and cards, with every value that stands in them.

They need Pillow (``pip install 'meibo[ocr]'``) and a Japanese font; :func:`meibo.samples.pictures.fonts.find_faces`
says what is missing.
"""

from __future__ import annotations
