"""SudachiPy with SudachiDict core: what its tags alone tell, as a script of ten lines would use them.

Consecutive tokens tagged as personal names, with a middle dot or space between, are a name; a run that begins with a
place name and holds a number is an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version

from peers import Peer

_JOINS = frozenset({"・", "＝", "=", " ", "　"})
_NUMBERED = re.compile(r"[0-9０-９一二三四五六七八九十]")
_IN_ADDRESS = re.compile(r"[-0-9０-９一二三四五六七八九十‐−－ー丁目番地号の條条線地割]+")


def open_peer() -> Peer:
    """The tokeniser in its mode of long units."""
    import sudachidict_core  # noqa: F401  # tells that it is missing before the tokeniser does
    from sudachipy import Dictionary, SplitMode

    tokenizer = Dictionary(dict="core").create(mode=SplitMode.C)

    def find(text: str) -> Iterator[tuple[str, str]]:
        for line in text.splitlines():
            tokens = [(token.surface(), "/".join(token.part_of_speech()[:3])) for token in tokenizer.tokenize(line)]
            yield from (("NAME", name) for name in join_names(tokens))
            yield from (("ADDRESS", address) for address in join_addresses(tokens))

    return Peer("SudachiPy", version("sudachipy"), ("NAME", "ADDRESS"), find)


def join_names(tokens: list[tuple[str, str]]) -> Iterator[str]:
    """Runs of personal names; marks between two of them belong to the name."""
    run, gap = "", ""
    for surface, tag in [*tokens, ("", "")]:
        if tag == "名詞/固有名詞/人名":
            run, gap = run + gap + surface, ""
        elif run and not gap and surface in _JOINS:
            gap = surface
        else:
            if run:
                yield run
            run, gap = "", ""


def join_addresses(tokens: list[tuple[str, str]]) -> Iterator[str]:
    """Runs that begin with a place, go on with places and numbers, and hold a number."""
    run = ""
    for surface, tag in [*tokens, ("", "")]:
        if tag == "名詞/固有名詞/地名" or (run and _IN_ADDRESS.fullmatch(surface)):
            run += surface
        else:
            if _NUMBERED.search(run):
                yield run
            run = ""
