"""Passwords of attachments that are mailed after them (PPAP): the words of a mail that are introduced as one.

Each word is tried on every encrypted file, so few may be taken that are none. Taken is what stands behind
the word 「パスワード」 in its line (``解凍PW：x``, 「パスワードは x です」), or alone in one of the next lines.
"""

from __future__ import annotations

import re
import unicodedata

MOST_WORDS = 10
"""Of one mail."""
_MOST_CHARS = 100_000
_MOST_MENTIONS = 1_000
_AHEAD_LINES = 8
_AHEAD_FILLED_LINES = 3
"""How far below its introduction a password stands: behind blank lines, rules and the name of the file."""
_MOST_LINE_CHARS = 160
_LEAST_CHARS = 4
_MOST_WORD_CHARS = 64

_WORD = re.compile(
    r"パス(?:ワード|コード|フレーズ)|暗証番号|(?:解凍|復号|復号化|暗号|暗号化|開封)キー"
    r"|(?<![a-z])(?:pass\s?words?|passwd|passcode|passphrase|pass|pwd?)(?![a-z])",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:\([^()]*[^ -~][^()]*\)"  # (半角英数字)
    r"|[\s:=→⇒>\]」』)》〉】、,。・*◆◇■□●○★☆▼「『\"'“”\[【(《〈<|_-]"
    r"|は|が|の|次|以下|下記|通り|とおり|です|になります|となります|とさせて|いただきます|でございます"
    r"|\bis\b|\bas follows\b"
    r"|\b(?:for|to open|of) (?:the|this|your)?[a-z .]{0,40}?(?:file|zip|attachment)s?\b)*",
    re.IGNORECASE,
)
_STRONG = re.compile(r"[:=→⇒「『」』】\]は\"“]|\bis\b|\bfollows\b", re.IGNORECASE)
_CANDIDATE = re.compile(r"[!-~]+")
_END = re.compile(r"$|[\s」』】”。、　]|です|でござ|になり|となり|とな|に設定|を入力|をご入力|で[、開解]")
_ALONE = re.compile(r"[\s>|・*◆■●「『【\[\"'“(<:-]*(?P<word>[!-~]+?)[\s」』】\]\"'”)>|。*-]*(?:です。?)?")
_BESIDE_FILE = re.compile(
    r".*\.(?:zip|7z|rar|lzh|exe|xlsx?|docx?|pptx?|pdf)\s*(?:[:=→⇒|/]|\.\.+|\s)\s*(?P<word>[!-~]+)\s*", re.IGNORECASE
)
_SENT_LATER = re.compile(
    r"別途|後ほど|のちほど|後程|別メール|別の?便|次のメール|不要|忘れ|変更|再設定|期限|再発行|リセット|reset|expire|forgot",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"https?:|www\.|[\w.+-]+@[\w-]+\.[\w.-]+$|(?:tel|fax|mail|e-mail|url|id|user|login|from|to|cc|date|subject|http)\b[:.]?"
    r"|0\d{1,4}-\d{1,4}-\d{3,4}$|\d{4}[-/.]\d\d?[-/.]\d\d?$|\d\d?:\d\d(:\d\d)?$|.*\.(?:zip|7z|rar|lzh|xlsx?|docx?|pptx?|pdf|csv)$",
    re.IGNORECASE,
)
_TALK = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at been being below by can case changed confidential contains correct different expired "
        "following follows for from has have if in incorrect invalid is it known long may must needed no not now of on "
        "only or policy please protected provided recovery required reset same secret sensitive sent separately set "
        "should strong that the this through to too unknown valid very via was weak were when will with word words "
        "wrong you your field file form hint login manager name protection username",
    )
)
_CLOSING = "\"'`」』)]}>.,;:"
_OPENING = "\"'`([{<"


def find_passwords(text: str) -> list[str]:
    """Words that are introduced as passwords, in their order, each once.

    >>> find_passwords("添付ファイルの解凍パスワードは以下のとおりです。\\n\\n  k7Rm-2024\\n")
    ['k7Rm-2024']
    """
    folded = unicodedata.normalize("NFKC", text[:_MOST_CHARS])
    if not _WORD.search(folded):
        return []
    found: dict[str, None] = {}
    lines = folded.splitlines()
    mentions = 0
    for number, line in enumerate(lines):
        for mention in _WORD.finditer(line):
            mentions += 1
            rest = line[mention.end() : mention.end() + _MOST_LINE_CHARS]
            words = _find_behind(rest) or _find_below(lines, number, rest)
            found.update(dict.fromkeys(words))
            if len(found) >= MOST_WORDS or mentions == _MOST_MENTIONS:
                return list(found)[:MOST_WORDS]
    return list(found)


def _find_behind(rest: str) -> list[str]:
    """The word behind the mention of a password, in the rest of its line."""
    link = _LINK.match(rest)
    start = link.end() if link else 0
    candidate = _CANDIDATE.match(rest, start)
    if not start or candidate is None or not _END.match(rest, candidate.end()):
        return []
    return _accept(candidate[0], is_introduced=_STRONG.search(rest, 0, start) is not None)


def _find_below(lines: list[str], number: int, rest: str) -> list[str]:
    """A word that stands alone in one of the next lines, or beside the name of a file."""
    if _SENT_LATER.search(rest):
        return []
    filled = 0
    for line in lines[number + 1 : number + 1 + _AHEAD_LINES]:
        if not any(sign.isalnum() for sign in line):
            continue
        filled += 1
        if len(line) > _MOST_LINE_CHARS:
            break
        alone = _ALONE.fullmatch(line) or _BESIDE_FILE.fullmatch(line)
        # a capital letter begins a word of a talk: Thanks
        word = alone["word"] if alone else ""
        if not (word.isalpha() and word.istitle()) and (words := _accept(word, is_introduced=True)):
            return words
        if filled == _AHEAD_FILLED_LINES or _WORD.search(line):
            break
    return []


def _accept(word: str, *, is_introduced: bool) -> list[str]:
    """The word, with and without a sign at its end that may belong to the sentence; none where it is no password."""
    stripped = word.rstrip(_CLOSING).lstrip(_OPENING)
    if len(stripped) < _LEAST_CHARS or len(word) > _MOST_WORD_CHARS or len(set(stripped)) < 2 or _NEVER.match(stripped):
        return []
    if stripped.lower() in _TALK or not any(sign.isalnum() for sign in stripped):
        return []
    if not is_introduced and (stripped.isalpha() or not any(sign.isdigit() for sign in stripped)):
        return []
    return [stripped] if word == stripped else [stripped, word]
