from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Codes: TypeAlias = npt.NDArray[np.uint8] | npt.NDArray[np.uint32]
_Offsets: TypeAlias = npt.NDArray[np.int64]

class WordTrie:
    def __init__(
        self,
        letters: npt.NDArray[np.uint32],
        ends: _Offsets,
        numbers: npt.NDArray[np.int32],
        has_case: bool = False,
    ) -> None: ...

def find_words(
    trie: WordTrie, codes: _Codes, floors: _Offsets, roofs: _Offsets
) -> tuple[_Offsets, _Offsets, _Offsets]: ...
def find_whole_words(
    trie: WordTrie, codes: _Codes, chars: npt.NDArray[np.uint8], floors: _Offsets, roofs: _Offsets
) -> tuple[_Offsets, _Offsets, _Offsets]: ...
def find_words_apart(
    trie: WordTrie, codes: _Codes, floors: _Offsets, roofs: _Offsets
) -> tuple[_Offsets, _Offsets, _Offsets, _Offsets]: ...
