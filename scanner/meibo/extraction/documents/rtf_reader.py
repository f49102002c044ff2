"""Makes text of the tokens of RTF (Microsoft, RTF Specification 1.9.1).

Characters beyond ASCII come as ``\\uN`` or as bytes in the code page of their font. Groups called destinations hold
what is no running text: headers, notes, properties, pictures and embedded objects as hexadecimal digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meibo.extraction.documents.field_codes import find_address, find_reading
from meibo.extraction.documents.flow_builder import FlowBuilder
from meibo.extraction.documents.table_nest import TableNest
from meibo.extraction.office.xml_events import TooDeepError

if TYPE_CHECKING:
    from meibo.extraction.documents.rtf_tokens import Token

_WORDS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "\\~": "\u00a0", "\\_": "-",
    "\\\\": "\\", "\\{": "{", "\\}": "}",
}  # fmt: skip
_PARAGRAPH_ENDS = ("par", "sect", "page", "column", "\\\n", "\\\r")
_STORIES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), "headers"),
    **dict.fromkeys(("shptxt", "dptxbxtext"), "text-boxes"),
    "footnote": "footnotes", "annotation": "comments", "atnauthor": "authors",
}  # fmt: skip
_PROPERTIES = {
    "author": "作成者: ", "operator": "最終更新者: ", "title": "タイトル: ", "subject": "件名: ", "company": "会社: ",
    "manager": "管理者: ", "keywords": "キーワード: ", "doccomm": "コメント: ", "category": "分類: ", "propname": "",
    "staticval": "", "hlinkbase": "",
}  # fmt: skip
_DATA = ("objdata", "pict", "fldinst")
_PASSED = frozenset((
    "fldrslt", "shp", "shpinst", "shppict", "object", "result", "ud", "nesttableprops", "shpgrp", "info",
    "userprops",
))  # fmt: skip
"""Destinations whose text, if any, is running text, or in destinations inside of them."""
_SKIPPED = frozenset((
    "colortbl", "stylesheet", "nonshppict", "pntext", "listtext", "bkmkstart", "bkmkend", "mmathPr", "atnid",
    "atndate", "atnref", "atntime", "sp", "pn", "objclass", "objname", "creatim", "revtim", "printim", "buptim",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "filetbl", "nonesttables", "shprslt",
    "datafield", "picprop",
))  # fmt: skip
_ENCODINGS = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Of fonts, by the number of their character set."""
_CODE_PAGES = {65001: "utf-8", 936: "gbk", 950: "big5", 10000: "mac_roman", 10001: "cp932"}
_KNOWN_CODE_PAGES = frozenset((437, 850, 852, 866, 874, 932, 949, *range(1250, 1259)))
_TWO_BYTES = ("cp932", "cp949", "gbk", "big5")
_MOST_DEPTH = 1_000
_CODES = 0x110000


class _Story:
    """One of the texts of the document."""

    def __init__(self) -> None:
        self.flow = FlowBuilder()
        self.depth = 0
        self.is_in_row = False
        self._nest = TableNest(self.flow)

    def start_paragraph(self) -> None:
        if not self.flow.has_paragraph:
            self._nest.enter(max(self.depth, int(self.is_in_row)))
            self.flow.start_paragraph()

    def end_paragraph(self) -> None:
        self.start_paragraph()
        self.flow.end_paragraph()

    def end_cell(self, least_depth: int) -> None:
        if self.flow.has_paragraph:
            self.flow.end_paragraph()
        self._nest.enter(max(self.depth, least_depth))
        self._nest.end_cell()

    def end_row(self) -> None:
        if self.flow.has_paragraph:
            self.flow.end_paragraph()
        self._nest.end_row()
        self.is_in_row = False


class _Group:
    """What holds between two braces."""

    story = ""
    sink: list[str] | None = None
    """Where text goes that is none of a story."""
    is_skipped = False
    encoding = ""
    fallback_chars = 1
    is_deleted = is_inserted = False

    def __init__(self, outer: _Group | None = None) -> None:
        if outer:
            self.story, self.sink, self.is_skipped = outer.story, outer.sink, outer.is_skipped
            self.encoding, self.fallback_chars = outer.encoding, outer.fallback_chars
            self.is_deleted, self.is_inserted = outer.is_deleted, outer.is_inserted
        self.is_new = True
        self.is_optional = False
        self.hides_first = False
        """Whether the first group inside says the same as the second, in fewer characters."""
        self.destination = ""
        """That begins with this group."""
        self.instruction = ""
        """Of the field that this group is."""


class RtfReader:
    """Hears tokens and makes stories of them."""

    def __init__(self) -> None:
        self.stories: dict[str, _Story] = {"": _Story()}
        """By name, which is empty for the running text."""
        self.properties: list[str] = []
        self.embedded: list[tuple[str, str]] = []
        """``pict`` or ``objdata``, and hexadecimal digits."""
        self._default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = self._usual_font = 0
        self._groups = [_Group()]
        self._raw = bytearray()
        self._text: list[str] = []
        self._to_skip = 0

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._groups) - 1

    def hear(self, token: Token) -> None:
        """One token more."""
        if token.raw:
            self._add_bytes(token.raw)
        elif token.word == "{":
            self._open()
        elif token.word == "}":
            self._close()
        elif token.word == "\\*":
            self._groups[-1].is_optional = True
        else:
            self._hear_word(self._groups[-1], token.word, token.number)

    def end_text(self) -> None:
        """Give the text that was gathered to its story."""
        self._decode()
        text = "".join(self._text)
        self._text.clear()
        group = self._groups[-1]
        if not text or group.is_skipped:
            return
        if group.sink is not None:
            group.sink.append(text)
            return
        story = self._story(group)
        story.start_paragraph()
        story.flow.deleted, story.flow.inserted = int(group.is_deleted), int(group.is_inserted)
        story.flow.add(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        story.flow.deleted = story.flow.inserted = 0

    def _story(self, group: _Group) -> _Story:
        return self.stories.setdefault(group.story, _Story())

    # --- characters

    def _add_bytes(self, raw: bytes) -> None:
        group = self._groups[-1]
        group.is_new = False
        skipped = min(self._to_skip, len(raw))
        self._to_skip -= skipped
        if not group.is_skipped:
            self._raw += raw[skipped:]

    def _add_character(self, character: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._decode()
            self._text.append(character)

    def _add_code(self, number: int) -> None:
        """A character by its number, and how many bytes behind it repeat it for old programs."""
        self._to_skip = 0
        code = number & 0xFFFF if number < 0 else number
        self._add_character(chr(code) if code < _CODES else "\ufffd")
        self._to_skip = self._groups[-1].fallback_chars

    def _decode(self) -> None:
        if self._raw:
            raw = bytes(self._raw)
            self._raw.clear()
            self._text.append(raw.decode("ascii") if raw.isascii() else self._decode_bytes(raw))

    def _decode_bytes(self, raw: bytes) -> str:
        """In the code page of the font, but in that of a Japanese document where its font claims to be Western."""
        encoding = self._groups[-1].encoding or self._default
        if encoding not in _TWO_BYTES and self._default in _TWO_BYTES:
            try:
                return raw.decode(self._default)
            except UnicodeDecodeError:
                return raw.decode(encoding, "replace")
        return raw.decode(encoding, "replace")

    # --- groups

    def _open(self) -> None:
        self.end_text()
        self._to_skip = 0
        if len(self._groups) > _MOST_DEPTH:
            raise TooDeepError
        outer = self._groups[-1]
        self._groups.append(_Group(outer))
        self._groups[-1].is_skipped |= outer.hides_first
        outer.hides_first = False

    def _close(self) -> None:
        self.end_text()
        self._to_skip = 0
        if len(self._groups) == 1:
            return
        group = self._groups.pop()
        name = group.destination
        if name in _STORIES:
            story = self._story(group)
            if story.flow.has_paragraph:
                story.end_paragraph()
        elif name == "field":
            self._end_field(group)
        elif name and group.sink is not None:
            self._end_sink(name, "".join(group.sink))

    def _end_sink(self, name: str, text: str) -> None:
        if name == "staticval" and self.properties:
            self.properties[-1] += f": {text.strip()}"
        elif name in _PROPERTIES and text.strip():
            self.properties.append(_PROPERTIES[name] + text.strip())
        elif name == "fldinst":
            field = next((group for group in reversed(self._groups) if group.destination == "field"), None)
            if field:
                field.instruction = text
        elif name in _DATA:
            self.embedded.append((name, text))

    def _end_field(self, group: _Group) -> None:
        story = self._story(group)
        address = find_address(group.instruction)
        if address and address not in story.flow.shown:
            story.start_paragraph()
            story.flow.add(f" <{address}> ")
        if found := find_reading(group.instruction):
            story.start_paragraph()
            story.flow.add(found[0])
            story.flow.add_reading(found[1])

    def _begin(self, group: _Group, word: str) -> bool:
        """The first word of a group may say that it is a destination."""
        if word in _STORIES:
            group.destination, group.story = word, _STORIES[word]
        elif word in _PROPERTIES or word in _DATA:
            group.destination, group.sink = word, []
        elif word == "field":
            group.destination = word
        elif word == "fonttbl":
            group.destination, group.sink = word, []
        elif word == "upr":
            group.hides_first = True
        elif word in _PASSED:
            return True
        elif word in _SKIPPED or group.is_optional:
            group.is_skipped = True
        else:
            return False
        return True

    # --- control words

    def _hear_word(self, group: _Group, word: str, number: int | None) -> None:
        if group.is_skipped:
            return
        if group.is_new:
            group.is_new = False
            if self._begin(group, word):
                return
        if word in _WORDS:
            self._add_character(_WORDS[word])
        elif word == "u" and number is not None:
            self._add_code(number)
        elif word in _PARAGRAPH_ENDS:
            self.end_text()
            if group.sink is None:
                self._story(group).end_paragraph()
        elif word in _TABLE_WORDS:
            self.end_text()
            self._hear_table_word(self._story(group), word, number)
        elif word in _STATE_WORDS:
            if word in _CHANGE_WORDS:
                self.end_text()
            self._decode()
            self._hear_state_word(group, word, 1 if number is None else number)

    def _hear_table_word(self, story: _Story, word: str, number: int | None) -> None:
        if word == "pard":
            story.depth = 0
        elif word == "intbl":
            story.depth = max(story.depth, 1)
        elif word == "itap":
            story.depth = max(number or 0, 0)
        elif word == "trowd":
            story.is_in_row = True
        elif word == "cell":
            story.end_cell(1)
        elif word == "nestcell":
            story.end_cell(2)
        elif word in ("row", "nestrow"):
            story.end_row()

    def _hear_state_word(self, group: _Group, word: str, number: int) -> None:
        if word == "f":
            self._font = number
            group.encoding = self._fonts.get(number, "")
        elif word == "fcharset":
            self._fonts[self._font] = _ENCODINGS.get(number, "")
        elif word == "cpg":
            self._fonts[self._font] = _encoding_of(number)
        elif word == "ansicpg":
            self._default = _encoding_of(number) or self._default
        elif word == "mac":
            self._default = "mac_roman"
        elif word == "deff":
            self._usual_font = number
        elif word == "uc":
            group.fallback_chars = max(number, 0)
        elif word == "deleted":
            group.is_deleted = bool(number)
        elif word == "revised":
            group.is_inserted = bool(number)
        elif word == "plain":
            group.encoding = self._fonts.get(self._usual_font, "")
            group.is_deleted = group.is_inserted = False


_TABLE_WORDS = frozenset(["pard", "intbl", "itap", "trowd", "cell", "nestcell", "row", "nestrow"])
_CHANGE_WORDS = ("deleted", "revised", "plain")
"""Those that say of a whole text whether it is deleted or inserted."""
_STATE_WORDS = frozenset(["f", "fcharset", "cpg", "ansicpg", "mac", "deff", "uc", "deleted", "revised", "plain"])


def _encoding_of(code_page: int) -> str:
    return _CODE_PAGES.get(code_page, f"cp{code_page}" if code_page in _KNOWN_CODE_PAGES else "")
