"""Looking up places in ascending arrays, from a place near the answer."""

from libc.stdint cimport int64_t


cdef inline Py_ssize_t last_until(
    const int64_t *numbers, Py_ssize_t count, int64_t value, Py_ssize_t near
) noexcept nogil:
    """The index of the last number that is not above a value, -1 where all are; as fast as ``near`` is close to it."""
    cdef Py_ssize_t low, high, middle, step = 1
    if near < 0:
        near = 0
    if near >= count:
        near = count - 1
    if near < 0:
        return -1
    if numbers[near] <= value:
        low = near
        high = near + 1
        while high < count and numbers[high] <= value:
            low = high
            high = low + step if low + step < count else count
            step *= 2
            if high == count:
                break
    else:
        high = near
        low = near - 1
        while low >= 0 and numbers[low] > value:
            high = low
            low = high - step if high - step >= 0 else -1
            step *= 2
    # What stands at low is at most the value (or low is -1), what stands at high is above it (or high is the count).
    while high - low > 1:
        middle = low + (high - low) // 2
        if numbers[middle] <= value:
            low = middle
        else:
            high = middle
    return low


cdef inline Py_ssize_t last_at_most(const int64_t[::1] numbers, int64_t value, Py_ssize_t near) noexcept nogil:
    """The same of an array."""
    return last_until(&numbers[0], numbers.shape[0], value, near) if numbers.shape[0] else -1
