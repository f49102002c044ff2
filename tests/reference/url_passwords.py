"""The plain twin of meibo_detectors.kernels.url_passwords."""

from __future__ import annotations

import re


def find_url_passwords(text: bytes, never: bytes) -> list[tuple[int, int]]:
    """Start of each password before the at sign of a URL, and the sign."""
    sign = rb"[^@" + re.escape(never) + rb"]"
    user = rb"[^@:" + re.escape(never) + rb"]"
    url = re.compile(rb"(?<=[0-9A-Za-z]://)" + user + rb"{0,48}:(" + sign + rb"{3,64})@(?=[0-9A-Za-z\[])")
    return [match.span(1) for match in url.finditer(text)]
