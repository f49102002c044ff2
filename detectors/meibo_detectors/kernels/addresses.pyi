import numpy as np
import numpy.typing as npt

def read_addresses(
    chars: npt.NDArray[np.uint8],
    codes: npt.NDArray[np.uint32],
    kinds: npt.NDArray[np.uint32],
    bases: npt.NDArray[np.uint32],
    places: npt.NDArray[np.int64],
    town_keys: npt.NDArray[np.uint64],
    town_numbers: npt.NDArray[np.uint32],
    building_keys: npt.NDArray[np.uint64],
    building_numbers: npt.NDArray[np.uint32],
    building_lengths: tuple[int, int],
    contact_words: npt.NDArray[np.uint32],
    field_start: npt.NDArray[np.int64],
    field_end: npt.NDArray[np.int64],
    field_column: npt.NDArray[np.int64],
    named: npt.NDArray[np.int64],
    evidence_bits: npt.NDArray[np.uint64],
) -> tuple[npt.NDArray[np.int64], int]: ...
