"""Where commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys

from meibo.catalogue.language import say

TYPE_CHECKING = False  # typing itself, like all that the help page does not need, is imported where it is needed
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from meibo.catalogue.language import Language

_STEERING = (*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_CONTROL = {code: chr(code).encode("unicode_escape").decode("ascii") for code in (*range(0x20), *_STEERING)}
_CONTROL_IN_TEXT = {code: escape for code, escape in _CONTROL.items() if code not in (0x09, 0x0A)}
"""In text of several lines."""
_CONTROL_IN_JSON = {code: f"\\u{code:04x}" for code in _STEERING}
"""What JSON itself does not escape."""


class Terminal:
    """Speaks one language; names and paths are shown so that they cannot steer the terminal."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.is_json = False
        """Whether standard error is a log that programs read: a JSON object a line, see ``catalogue/events.py``."""

    def say(self, key: str, /, **values: object) -> str:
        """A message of the catalogue."""
        return say(key, self.language, **values)

    def print(self, text: str = "") -> None:
        """A line of the result, or several. Whatever it quotes, of an inventory too, cannot steer the terminal."""
        print(text.translate(_CONTROL_IN_TEXT))

    def flush(self) -> None:
        """Show now what was printed."""
        sys.stdout.flush()

    def print_bytes(self, line: bytes) -> None:
        """A line of the result that other programs read, always UTF-8."""
        sys.stdout.flush()
        sys.stdout.buffer.write(line + b"\n")

    def print_json(self, encoded: bytes) -> None:
        """A JSON value of the result, so spelled that it cannot steer a terminal either."""
        self.print_bytes(clean_json(encoded.decode()).encode())

    def print_array(self, objects: Iterable[bytes]) -> None:
        """JSON objects as one array, each on a line of its own and printed as it comes."""
        line = b"["
        for item in objects:
            self.print_json(line if line == b"[" else line + b",")
            line = item
        self.print_json(line)
        self.print_json(b"]")

    def write_bytes(self, content: bytes) -> None:
        """Part of the result as it is."""
        sys.stdout.flush()
        sys.stdout.buffer.write(content)

    def log(self, event: str, words: str, /, **fields: object) -> None:
        """An event of the table: its fields as a JSON object, else its words where it has any."""
        if self.is_json:
            import json
            from datetime import UTC, datetime

            time = datetime.now(UTC).isoformat(timespec="milliseconds")
            self._put(clean_json(json.dumps({"time": time, "event": event, **fields}, ensure_ascii=False)))
        elif words:
            self._put(words)

    def note(self, text: str) -> None:
        """A line on standard error."""
        self.log("note", text, text=text)

    def _put(self, text: str) -> None:
        """Where nobody reads it any more, the work goes on."""
        try:
            print(text.translate(_CONTROL_IN_TEXT), file=sys.stderr)
        except BrokenPipeError:
            _mute(sys.stderr)

    def error(self, key: str, /, **values: object) -> None:
        """An error of the catalogue on standard error."""
        text = self.say(key, **values)
        self.log("error", clean(f"meibo: {self.say('error')}: {text}"), code=key, text=text)

    def ask(self, question: str) -> str:
        """What a person types behind a question on standard error, without the line's end."""
        print(question.translate(_CONTROL_IN_TEXT), end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip()

    def ask_secret(self, question: str) -> str:
        """The same, not shown while it is typed; raises KeyboardInterrupt where nothing is typed any more."""
        import getpass

        try:
            return getpass.getpass(clean(question))
        except EOFError:
            raise KeyboardInterrupt from None

    def explain(self, code: str) -> str:
        """What an issue code means."""
        from meibo.catalogue.issues import issue_code

        row = issue_code(code)
        return row.text_ja if self.language == "ja" else row.text_en

    def explain_with_code(self, code: str, detail: str = "") -> str:
        """The same with the code, and the detail where there is one, in brackets."""
        return f"{self.explain(code)} ({', '.join(filter(None, (code, detail)))})"

    def remedy(self, code: str) -> str:
        """What to do about an issue."""
        from meibo.catalogue.issues import issue_code

        row = issue_code(code)
        return row.remedy_ja if self.language == "ja" else row.remedy_en

    def hush(self) -> None:
        """Print no result any more: its reader has left, and there is nobody to tell."""
        _mute(sys.stdout)

    def print_table(self, rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
        """Rows in columns as wide as their widest cell; columns of ``right`` are set to the right."""
        rows = [[*map(clean, row)] for row in rows]
        widths = [max(map(_width, column)) for column in zip(*rows, strict=True)] if rows else []
        for row in rows:
            cells = [
                " " * (width - _width(cell)) + cell if at in right else cell + " " * (width - _width(cell))
                for at, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            self.print("  ".join(cells).rstrip())


def _mute(stream: TextIO) -> None:
    """Let a stream lead nowhere, with what it still holds: else the interpreter fails at its last flush."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def clean(text: str) -> str:
    """Text without characters that steer a terminal; each becomes its escape."""
    return text.translate(_CONTROL)


def clean_json(text: str) -> str:
    """The same for JSON, whose meaning does not change."""
    return text.translate(_CONTROL_IN_JSON)


def _width(text: str) -> int:
    """Columns on a terminal: East Asian characters take two."""
    import unicodedata

    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
