"""Where runs of the characters of an alphabet end, from given places on."""

from libc.stdint cimport int64_t, uint8_t


def find_run_ends(const uint8_t[::1] chars, const int64_t[::1] start, const uint8_t[::1] alphabet, int64_t[::1] end):
    """Fill ``end`` with the first character from each start on that is none of the alphabet, or the end of the text.

    ``alphabet`` has one element for each of 256 characters, not 0 where it is one. The cost is the characters between;
    starts that ascend within one run share it.
    """
    cdef int64_t row, at, count = chars.shape[0], low = 0, high = -1
    if alphabet.shape[0] != 256 or end.shape[0] != start.shape[0]:
        raise ValueError("an alphabet has 256 characters, and there are as many ends as starts")
    with nogil:
        for row in range(start.shape[0]):
            at = start[row]
            if at < 0:
                at = 0
            if low <= at <= high:  # in the run of the start before
                at = high
            else:
                low = at
                while at < count and alphabet[chars[at]]:
                    at += 1
                high = at
            end[row] = at if at < count else count
