"""The headers and footers of printed sheets, as Excel stores them (ECMA-376 Part 1, 18.3.1.46)."""

from __future__ import annotations

import re

_CODE = re.compile(
    r'&(?:(?P<place>[LCR])|(?P<sign>&)|"[^"]*"?|K(?:[0-9A-F]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]+|[A-Z])', re.IGNORECASE
)


def read_page_header(code: str) -> str:
    """The text without its codes, what stands left, in the middle and right in a line each.

    >>> read_page_header('&L&"MS P Gothic,Bold"&12総務部 佐藤&R&P / &N')
    '総務部 佐藤\\n/'
    """
    text = _CODE.sub(lambda code: "\n" if code["place"] else code["sign"] or "", code)
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
