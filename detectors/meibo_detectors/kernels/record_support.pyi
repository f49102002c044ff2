from typing import TypeAlias

import numpy as np
import numpy.typing as npt

_Bytes: TypeAlias = npt.NDArray[np.uint8]

def find_sure(findings: _Bytes, raises: _Bytes, objections: int, document: int) -> tuple[_Bytes, bool]: ...
def weigh_records(
    findings: _Bytes,
    sure: _Bytes,
    named: _Bytes,
    detectors: tuple[_Bytes, _Bytes, _Bytes],
    is_sample: _Bytes,
    evidence: tuple[int, int, int, int],
    lowered: tuple[int, int],
) -> None: ...
def count_roster_points(findings: _Bytes, kinds: _Bytes, blocks: int, name: int) -> npt.NDArray[np.int64]: ...
