import numpy as np
import numpy.typing as npt

def find_birth_dates(
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32] | None,
    anchors: npt.NDArray[np.int64],
    run_start: npt.NDArray[np.int64],
    run_end: npt.NDArray[np.int64],
    field_start: npt.NDArray[np.int64],
    field_end: npt.NDArray[np.int64],
    named: npt.NDArray[np.int64],
    today: int,
    era_of_code: npt.NDArray[np.int64],
    form_notes: npt.NDArray[np.uint64],
    evidence_bits: npt.NDArray[np.uint64],
) -> npt.NDArray[np.void]: ...
def read_day(
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32] | None,
    anchors: npt.NDArray[np.int64],
    run_start: npt.NDArray[np.int64],
    run_end: npt.NDArray[np.int64],
) -> str: ...
