"""The plain twin of meibo_detectors.kernels.titles, with the signs of meibo_detectors.japan.sensitive_documents."""

from __future__ import annotations

from meibo_detectors.japan.sensitive_documents import _CLOSERS, _DATES, _MARKS, _SIGNS, _STOPS
from meibo_detectors.kernels import titles as kernel

OTHER = 0x80
LONGEST_LINE, LONGEST_REST, LONGEST_GAP = 60, 16, 32


def find_titles(chars: bytes, letters: str, starts: list[int], titles: set[str]) -> list[int]:
    """Where titles end that stand alone on one of the lines that begin at these places."""
    found = []
    for start in starts:
        end = next((at for at in range(start, len(chars)) if chars[at] == 10), len(chars))
        line = chars[start:end]
        skipped = 0
        while skipped < min(4, len(line)) and _opens(line[skipped], letters[start + skipped]):
            skipped += 1
        row, word_line = line[skipped:], letters[start + skipped : end]
        found += [start + skipped + at for at in (*_opening(row, word_line, titles), *_closing(row, word_line, titles))]
    return found


def _opens(sign: int, letter: str) -> bool:
    return sign in _SIGNS[kernel.OPENS] and (sign != OTHER or letter in _MARKS)


def _opening(row: bytes, line: str, titles: set[str]) -> list[int]:
    ends = [size for size in range(1, len(line) + 1) if line[:size] in titles]
    if not ends:
        return []
    end = ends[-1]
    if end == len(line):
        return [end]
    rest = row[end:]
    blanks = len(rest) - len(rest.lstrip(_SIGNS[kernel.IS_BLANK]))
    is_short = len(rest) - min(blanks, LONGEST_GAP) <= LONGEST_REST or row[end] in _SIGNS[kernel.IS_EDGE]
    return [end] if is_short and (row[end] in _SIGNS[kernel.FOLLOWS] or line[end] in _CLOSERS) else []


def _closing(row: bytes, line: str, titles: set[str]) -> list[int]:
    lasts = {title[-1] for title in titles} | set(_CLOSERS + ") \t\r\u3000")
    if not 0 < len(line) <= LONGEST_LINE or line[-1] not in lasts:
        return []
    end = _trim(row, line, len(line))
    if end > 0 and line[end - 1] == ")" and line.rfind("(", 0, end) > 0:
        end = line.rfind("(", 0, end)
    end = _trim(row, line, end)
    begins = [at for at in range(1, end - 2) if line[at:end] in titles]
    if not begins:
        return []
    ahead, before = row[: begins[0]], line[: begins[0]]
    if set(ahead) & set(_SIGNS[kernel.PARTS_LINE]) or set(before) & set(_STOPS):
        return []
    last = max(map(ahead.rfind, (b" ", b"\t", b"\r")))
    is_led = last < 0 or not ahead[:last].strip(b" \t\r") or (last > 0 and before[last - 1] in _DATES)
    return [end] if is_led else []


def _trim(row: bytes, line: str, end: int) -> int:
    for _ in range(2):
        if end > 0 and (row[end - 1] in _SIGNS[kernel.IS_BLANK] or line[end - 1] in _CLOSERS):
            end -= 1
    return end
