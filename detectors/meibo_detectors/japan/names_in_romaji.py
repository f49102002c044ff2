"""Names in Latin letters: YAMADA Taro, Taro Yamada, T. Yamada, MARIA CRISTINA SANTOS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from meibo_detectors.dictionaries.person_names import romaji_given_names, romaji_surnames
from meibo_detectors.evidence import Evidence, Note, mark
from meibo_detectors.japan.name_pieces import Pieces
from meibo_detectors.japan.name_splits import is_sample
from meibo_detectors.japan.name_words import latin_words, particles
from meibo_detectors.model import CANDIDATE, make_candidates
from meibo_detectors.normalise import is_letter, table_of
from meibo_detectors.text_hash import TextHash

if TYPE_CHECKING:
    import numpy.typing as npt

    from meibo_detectors.normalise import Offsets, Truth
    from meibo_detectors.text import Text

LONGEST_WORD: Final = 16
MOST_WORDS: Final = 5
_WORD_SIGNS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'-."


class Words(NamedTuple):
    """Words of Latin letters, ascending."""

    start: Offsets
    end: Offsets


def weigh_romaji(text: Text, pieces: Pieces) -> npt.NDArray[np.void]:
    """Candidates of pieces that hold nothing but Latin letters, blanks, dots, apostrophes and hyphens."""
    if not len(pieces.start):
        return np.zeros(0, CANDIDATE)
    words, owner = _split_words(text, pieces.start, pieces.end)
    count = np.bincount(owner, minlength=len(pieces.start))
    first = np.cumsum(count) - count
    hashes = _hash_words(text, words)
    banned = np.bincount(owner[latin_words().holds(hashes)], minlength=len(count)) > 0
    long = np.bincount(owner[words.end - words.start > LONGEST_WORD], minlength=len(count)) > 0
    fits = (count >= 2) & (count <= MOST_WORDS) & ~banned & ~long
    last = np.minimum(first + count - 1, max(len(hashes) - 1, 0))
    listed, sample = _is_listed(hashes[first], hashes[last])
    upper = text.folded.chars[words.start] - np.uint8(65) < 26
    is_capital = np.bincount(owner[upper | particles().holds(hashes)], minlength=len(count)) == count
    is_capital &= upper[first] & upper[last]
    evidence = np.zeros(len(count), np.uint64)
    two = count == 2
    mark(evidence, listed & two, Evidence.DICTIONARY_NAME)
    mark(evidence, ~(listed & two) & is_capital, Evidence.NAME_SHAPED)
    mark(evidence, sample & two, Evidence.SAMPLE)
    mark(evidence, ~pieces.is_whole, Note.WEAK_FORM)
    kept = fits & ((listed & two) | (is_capital & ~pieces.is_bracketed))
    return make_candidates(pieces.start[kept], pieces.end[kept], evidence[kept])


def find_romaji_in_text(text: Text, blocked: Truth) -> npt.NDArray[np.void]:
    """Pairs of capitalised words, one blank between, that are surname and given name in either order."""
    chars = text.folded.chars
    upper = (chars - np.uint8(65)) < 26
    blanks = np.flatnonzero((chars[1:-1] == ord(" ")) & upper[2:]) + 1 if len(chars) > 2 else np.zeros(0, np.int64)
    if not len(blanks):
        return np.zeros(0, CANDIDATE)
    letter = is_letter(chars)
    blanks = blanks[letter[blanks - 1] & ~blocked[blanks - 1]]
    start, end = _reach(letter, blanks, -1), _reach(letter, blanks, 1)
    sizes = (blanks - start >= 2) & (end - blanks - 1 >= 2) & upper[np.minimum(start, len(chars) - 1)]
    start, blanks, end = start[sizes], blanks[sizes], end[sizes]
    before = np.where(start > 0, chars[np.maximum(start - 1, 0)], 0)
    start, blanks, end = (column[~table_of(b"-_'@./\\")[before]] for column in (start, blanks, end))
    first = _hash_words(text, Words(start, blanks))
    last = _hash_words(text, Words(blanks + 1, end))
    listed, sample = _is_listed(first, last)
    listed &= ~latin_words().holds(first) & ~latin_words().holds(last)
    evidence = np.full(len(start), int(Evidence.DICTIONARY_NAME) | int(Note.WEAK_FORM), np.uint64)
    mark(evidence, sample, Evidence.SAMPLE)
    return make_candidates(start[listed], end[listed], evidence[listed])


def _reach(letter: Truth, blanks: Offsets, step: int) -> Offsets:
    """How far letters go on from each blank, to the left (its first letter) or to the right (one past its last)."""
    at = blanks + step
    going = np.ones(len(at), np.bool_)
    for _ in range(LONGEST_WORD):
        inside = (at >= 0) & (at < len(letter))
        going &= inside & letter.take(at, mode="clip")
        at = at + np.where(going, step, 0)
    at = np.where(going, blanks, at)  # longer than any name
    return at + 1 if step < 0 else at


def _is_listed(first: npt.NDArray[np.uint64], last: npt.NDArray[np.uint64]) -> tuple[Truth, Truth]:
    """Surname and given name of the lists in either order, and whether they are a sample's."""
    surname_first = romaji_surnames().holds(first) & romaji_given_names().holds(last)
    given_first = romaji_surnames().holds(last) & romaji_given_names().holds(first)
    return surname_first | given_first, is_sample(first, last) | is_sample(last, first)


def _split_words(text: Text, start: Offsets, end: Offsets) -> tuple[Words, Offsets]:
    """The words of each piece and the piece that each belongs to."""
    size = end - start
    owner = np.repeat(np.arange(len(start)), size)
    at = np.arange(len(owner)) + np.repeat(start - (np.cumsum(size) - size), size)
    in_word = table_of(_WORD_SIGNS)[text.folded.chars[at]]
    apart = np.diff(owner, prepend=-1) != 0
    begins = in_word & (apart | ~np.concatenate([[False], in_word[:-1]]))
    ends = in_word & (np.append(apart[1:], True) | ~np.append(in_word[1:], False))
    return Words(at[begins], at[ends] + 1), owner[begins]


def _hash_words(text: Text, words: Words) -> npt.NDArray[np.uint64]:
    """Hashes of words in lower case; taken from copies of them, so that a text of ASCII need not be hashed whole."""
    is_dotted = text.folded.chars[words.end - 1] == ord(".")
    size = np.minimum(words.end - words.start - is_dotted, LONGEST_WORD + 1)
    begin = np.cumsum(size) - size
    at = np.arange(int(size.sum())) + np.repeat(words.start - begin, size)
    return TextHash(text.folded.letter_codes[at]).of(begin, begin + size)
