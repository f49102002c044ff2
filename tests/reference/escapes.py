"""The plain twin of meibo_detectors.kernels.escapes."""

from __future__ import annotations

import re

ENTITIES = {"amp;": "&", "lt;": "<", "gt;": ">", "quot;": '"', "apos;": "'", "nbsp;": "\u00a0"}
LITERAL_SIGNS = {"n": "\n", "r": "\r", "t": "\t", "/": "/", '"': '"', "'": "'"}
r"""What a backslash and a sign mean inside the strings of JSON and SQL; two backslashes mean one."""


def read_escapes(text: str, *, literal: bool) -> str:  # noqa: C901 - one branch for each kind of escape
    """The text with its escapes replaced, straight from the rules, one match after the other.

    No run of bytes may be so long that its borders are forgiven.
    """
    entities = "|".join(ENTITIES)
    tag = "<[bB][rR](?:>|/>| />)" if "<br" in text or "<BR" in text else "(?!)"
    tokens = re.compile(
        rf"(?P<tag>{tag})|(?P<bytes>\\+x[0-9a-fA-F]{{2}}(?:(?:\\|(?:\\\\)+)x[0-9a-fA-F]{{2}})*)"
        r"|(?P<slashes>\\+)(?:u(?P<unit>[0-9a-fA-F]{4})|u\{(?P<braced>[0-9a-fA-F]{1,6})\}|(?P<sign>.?))"
        rf"|&(?:#(?P<decimal>[0-9]{{1,7}});|#[xX](?P<hexadecimal>[0-9a-fA-F]{{1,6}});|(?P<name>{entities}))"
        r"|(?P<run>(?:%[0-9a-fA-F]{2})+)",
        re.DOTALL,
    )
    known: list[tuple[str, int | None, str]] = []  # as written, code point, as it is without that code point
    at = 0
    while at < len(text):
        match = tokens.match(text, at)
        if match is None:
            known.append((text[at], None, text[at]))
            at += 1
            continue
        at = match.end()
        if match["tag"]:
            known.append((match["tag"], None, "\n"))
            continue
        if match["bytes"]:
            known.append(
                (match["bytes"], None, _read_backslashed(match["bytes"], text[: match.start()], text[at:], literal))
            )
            continue
        slashes, number = match["slashes"], None
        if match["unit"] or match["braced"]:
            number = int(match["unit"] or match["braced"], 16)
        if slashes:
            if number is not None:
                kept = slashes[: len(slashes) - 1] if len(slashes) % 2 else ""
                tail = match.group()[len(kept) :]
                known += [(kept, None, kept.replace("\\\\", "\\") if literal else kept), (tail, number, tail)]
                continue
            at = match.end("slashes")
            if not literal:
                known.append((slashes, None, slashes))
                continue
            shown = "\\" * (len(slashes) // 2)
            if len(slashes) % 2:
                sign = match["sign"]
                if sign in LITERAL_SIGNS and sign:
                    shown, at = shown + LITERAL_SIGNS[sign], match.end()
                else:
                    shown += "\\"
            known.append((slashes, None, shown))
        elif match["run"]:
            known.append((match["run"], None, _read_run(match["run"], text[: match.start()], text[match.end() :])))
        elif match["name"]:
            known.append(("", None, ENTITIES[match["name"]]))
        else:
            number = int(match["decimal"] or match["hexadecimal"], 10 if match["decimal"] else 16)
            known.append((match.group(), number, match.group()))
    return _read_units(known)


def _read_units(known: list[tuple[str, int | None, str]]) -> str:
    shown = []
    known = [row for row in known if row[0] or row[2]]
    while known:
        written, number, otherwise = known.pop(0)
        if number is not None and 0xD800 <= number < 0xDC00 and known:
            _, low, _ = known[0]
            if low is not None and 0xDC00 <= low < 0xE000 and (written[0] == "&") == (known[0][0][0] == "&"):
                known.pop(0)
                shown.append(chr(0x10000 + ((number & 0x3FF) << 10 | low & 0x3FF)))
                continue
        shown.append(chr(number) if number is not None and _may_be_escaped(number) else otherwise)
    return "".join(shown)


def _may_be_escaped(number: int) -> bool:
    control = number < 32 or 0x7F <= number < 0xA0
    return (not control or 9 <= number <= 13) and not 0xD800 <= number < 0xE000 and number <= 0x10FFFF


def _read_backslashed(run: str, before: str, after: str, literal: bool) -> str:
    slashes = len(run) - len(run.lstrip("\\"))
    kept = run[: slashes - 1] if slashes % 2 else ""
    shown = _read_run(run[len(kept) :], before + kept, after)
    if shown != run[len(kept) :]:
        return (kept.replace("\\\\", "\\") if literal else kept) + shown
    return run.replace("\\\\", "\\") if literal else run


def _read_run(run: str, before: str, after: str) -> str:
    digits = re.sub(r"%|\\+x", "", run)
    try:
        shown = bytes.fromhex(digits).decode("utf-8")
    except UnicodeDecodeError:
        return run
    if not all(_may_be_escaped(ord(character)) for character in shown):
        return run
    if not shown.isascii():
        return shown
    left, right = before[-1:], after[:1]
    inside = re.match(r"[a-zA-Z0-9=:\u0080-\U0010ffff]", left) and re.match(r"[a-zA-Z0-9\u0080-\U0010ffff]", right)
    percentage = digits[:2].isdecimal() and left.isdecimal() and not re.match("[a-zA-Z]", right)
    return shown if inside and not percentage and not re.search("[a-zA-Z0-9\0-\x1f]", shown) else run
