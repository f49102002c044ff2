"""Reads a user's pattern into a tree, and writes it anew for folded text.

What is understood is the common part of all regular expressions: characters, classes, groups, alternatives, repeats
(also lazy and possessive ones), look-around, anchors. Back references, recursion, flags and fuzzy matching are refused:
they match in times that nothing bounds, or mean nothing in folded text, in which case and width do not differ.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec
import regex

from meibo_detectors.normalise import fold_label

LONGEST_PATTERN: Final = 2000
MOST_REPEATS: Final = 1000
_DEEPEST: Final = 50
"""Groups inside each other."""
_HALF_KANA: Final = re.compile("[\uff61-\uff9f]+")
_BOUNDS: Final = re.compile(r"\{(\d{0,9})(,?)(\d{0,9})\}")
_HEX: Final = re.compile(r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})")
_PROPERTY: Final = re.compile(r"[pP](\{\^?[\w =:-]{1,40}\}|[A-Z])")
_NAMED: Final = re.compile(r"P?<[A-Za-z_]\w{0,31}>")
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_BOUNDARY: Final = "(?:(?<=[a-z0-9_])(?![a-z0-9_])|(?<![a-z0-9_])(?=[a-z0-9_]))"
_NO_BOUNDARY: Final = "(?:(?<=[a-z0-9_])(?=[a-z0-9_])|(?<![a-z0-9_])(?![a-z0-9_]))"
"""Between Latin letters or digits and anything else: Japanese sets no blanks, so kanji end a word of them."""
_ANCHORS: Final = {"b": _BOUNDARY, "B": _NO_BOUNDARY, "A": r"\A", "Z": r"\Z", "z": r"\Z"}


class PatternError(Exception):
    """A pattern is refused; ``code`` is a word of ``REASONS``, the values say where and how much."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


REASONS: Final = ("syntax", "unsupported", "too-long", "too-large", "empty", "ambiguous", "slow")


class Chars(msgspec.Struct, frozen=True):
    """One character of a set, which ``source`` writes as a pattern."""

    source: str


class Sequence(msgspec.Struct, frozen=True):
    """One after the other; nothing where there are none."""

    items: tuple[Node, ...] = ()


class Choice(msgspec.Struct, frozen=True):
    """One of them."""

    items: tuple[Node, ...]


class Repeat(msgspec.Struct, frozen=True):
    """The item so many times; ``most`` None has no end."""

    item: Node
    least: int
    most: int | None
    is_possessive: bool
    at: int
    """Where in the user's pattern it begins, from 1."""


class Look(msgspec.Struct, frozen=True):
    """Matches nothing itself; what it looks for costs time all the same."""

    item: Node


Node = Chars | Sequence | Choice | Repeat | Look


def parse(pattern: str) -> tuple[Node, str]:
    """The tree of a pattern, and the pattern for folded text; raises PatternError."""
    if len(pattern) > LONGEST_PATTERN:
        raise PatternError("too-long", most=LONGEST_PATTERN)
    reader = _Reader(_HALF_KANA.sub(lambda match: fold_label(match.group()), pattern))
    return reader.read()


class _Reader:
    """Walks along a pattern once; ``out`` is what was read, for folded text."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._depth = 0
        self._out: list[str] = []

    def read(self) -> tuple[Node, str]:
        tree = self._read_choice()
        if self._at < len(self._pattern):  # a bracket that nothing has opened
            raise self._wrong()
        return tree, "".join(self._out)

    def _read_choice(self) -> Node:
        items = [self._read_sequence()]
        while self._take("|"):
            self._out.append("|")
            items.append(self._read_sequence())
        return items[0] if len(items) == 1 else Choice(tuple(items))

    def _read_sequence(self) -> Node:
        items: list[Node] = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            begin = self._at
            item = self._read_one()
            items.append(self._read_repeat(item, begin))
        return Sequence(tuple(items))

    def _read_one(self) -> Node:
        sign = self._pattern[self._at]
        if sign == "(":
            return self._read_group()
        if sign == "[":
            return self._read_class()
        if sign == "\\":
            return self._read_escape()
        if sign in "*+?":
            raise self._wrong()  # nothing to repeat
        if sign == "{":
            raise self._refuse("{")
        self._at += 1
        if sign in "^$":
            self._out.append(sign)
            return Look(Sequence())
        return self._emit("." if sign == "." else _spell(sign))

    def _read_group(self) -> Node:
        self._at += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError("too-large", most=_DEEPEST)
        opening, is_look = "(?:", False
        if self._take("?"):
            opening, is_look = self._read_kind()
        elif self._pattern.startswith("*", self._at):
            raise self._refuse("(*")
        self._out.append(opening)
        inner = self._read_choice()
        if not self._take(")"):
            raise self._wrong()
        self._out.append(")")
        self._depth -= 1
        return Look(inner) if is_look else inner

    def _read_kind(self) -> tuple[str, bool]:
        for kind in ("<=", "<!", "=", "!", ":", ">"):
            if self._take(kind):
                return f"(?{kind}", kind not in (":", ">")
        named = _NAMED.match(self._pattern, self._at)
        if named is None:
            raise self._refuse("(?" + self._pattern[self._at : self._at + 1])
        self._at = named.end()
        return "(?:", False

    def _read_class(self) -> Node:
        begin = self._at
        self._at += 1
        source = "[^" if self._take("^") else "["
        first = self._at
        while not self._pattern.startswith("]", self._at) or self._at == first:
            if self._at >= len(self._pattern):
                self._at = begin
                raise self._wrong()
            source += self._read_member()
        self._at += 1
        return self._emit(source + "]", begin)

    def _read_member(self) -> str:
        """One character, escape or POSIX class of a class, or the hyphen of a range."""
        sign = self._pattern[self._at]
        posix = re.compile(r"\[:\^?[a-z]+:\]").match(self._pattern, self._at)
        if posix is not None:
            self._at = posix.end()
            return posix.group()
        self._at += 1
        if sign == "\\":
            return self._read_escaped(in_class=True)
        return sign if sign == "-" else _spell(sign)

    def _read_escape(self) -> Node:
        self._at += 1
        letter = self._pattern[self._at : self._at + 1]
        if letter in _ANCHORS:
            self._at += 1
            self._out.append(_ANCHORS[letter])
            return Look(Sequence())
        return self._emit(self._read_escaped(in_class=False))

    def _read_escaped(self, *, in_class: bool) -> str:
        """What stands behind a backslash, as a pattern of one character."""
        letter = self._pattern[self._at : self._at + 1]
        if not letter:
            self._at -= 1
            raise self._wrong()
        if letter in "dDwWsS":
            self._at += 1
            return f"\\{letter}"
        for form in (_PROPERTY, _HEX):
            match = form.match(self._pattern, self._at)
            if match is not None:
                self._at = match.end()
                if form is _PROPERTY:
                    return f"\\{match.group()}"
                code = int(match[1] or match[2] or match[3], 16)
                if code > 0x10FFFF:
                    raise self._wrong()
                return _spell(chr(code))
        if letter in _CONTROLS or not (letter.isascii() and letter.isalnum()):
            self._at += 1
            return regex.escape(_CONTROLS[letter]) if letter in _CONTROLS else _spell(letter)
        raise self._refuse(f"\\{letter}" if not in_class else f"[\\{letter}]")

    def _read_repeat(self, item: Node, begin: int) -> Node:
        """The item with the repeat that stands behind it."""
        repeated = False
        while self._at < len(self._pattern) and self._pattern[self._at] in "*+?{":
            if repeated:
                raise self._wrong()
            begin_bounds = self._at
            least, most = self._read_bounds()
            if isinstance(item, Look):
                self._at = begin_bounds
                raise self._wrong()
            kind = (
                self._pattern[self._at : self._at + 1] if self._pattern[self._at : self._at + 1] in ("?", "+") else ""
            )
            self._at += len(kind)
            self._out.append(self._pattern[begin_bounds : self._at])
            item = Repeat(item, least, most, kind == "+", begin + 1)
            repeated = True
        return item

    def _read_bounds(self) -> tuple[int, int | None]:
        sign = self._pattern[self._at]
        if sign != "{":
            self._at += 1
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        match = _BOUNDS.match(self._pattern, self._at)
        if match is None or not (match[1] or match[3]):
            raise self._refuse("{")
        least = int(match[1] or 0)
        most = int(match[3]) if match[3] else None if match[2] else least
        if most is not None and most < least:
            raise self._wrong()
        if max(least, most or 0) > MOST_REPEATS:
            raise PatternError("too-large", most=MOST_REPEATS)
        self._at = match.end()
        return least, most

    def _emit(self, source: str, begin: int | None = None) -> Node:
        """A character that is read; one that the engine does not take is a wrong one."""
        try:
            regex.compile(source)
        except regex.error:
            if begin is not None:
                self._at = begin
            raise self._wrong() from None
        self._out.append(source)
        return Chars(source)

    def _take(self, sign: str) -> bool:
        found = self._pattern.startswith(sign, self._at)
        self._at += len(sign) if found else 0
        return found

    def _wrong(self) -> PatternError:
        return PatternError("syntax", at=self._at + 1)

    def _refuse(self, what: str) -> PatternError:
        return PatternError("unsupported", what=what, at=self._at + 1)


def _spell(character: str) -> str:
    """A character as folded text holds it, escaped where it would mean something."""
    return str(regex.escape(fold_label(character) if ord(character) < 0x10000 else character))
