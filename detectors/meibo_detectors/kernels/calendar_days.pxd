"""Calendar arithmetic: which days exist, in which era they lie, how old who was born then is.

Eras are numbered as in official files: 1 明治, 2 大正, 3 昭和, 4 平成, 5 令和; 0 is the common era.
"""

from libc.stdint cimport int64_t

cdef enum:
    ERAS = 6
    SHOWA = 3
    ERA_SLACK_YEARS = 10  # so far behind its end an era is taken for a slip (S65); further it is no date


cdef inline int64_t year_before_era(int64_t era) noexcept nogil:
    """The year of the common era before the first of an era."""
    if era == 1:
        return 1867
    if era == 2:
        return 1911
    if era == 3:
        return 1925
    if era == 4:
        return 1988
    return 2018 if era == 5 else 0


cdef inline int64_t years_of_era(int64_t era) noexcept nogil:
    """The number of the last year that an era had."""
    if era == 1:
        return 45
    if era == 2:
        return 15
    if era == 3:
        return 64
    if era == 4:
        return 31
    return 99 if era == 5 else 9999


cdef inline int64_t last_day_of_era(int64_t era) noexcept nogil:
    """As 8 digits; of the common era, and of the one that lasts, the last that is written with four digits of a year."""
    if era == 1:
        return 19120729
    if era == 2:
        return 19261224
    if era == 3:
        return 19890107
    return 20190430 if era == 4 else 99991231


cdef inline int64_t first_day_of_era(int64_t era) noexcept nogil:
    """As 8 digits. The legal start of 明治 differs by source; nobody alive is concerned."""
    if era == 1:
        return 18680101
    if era == 2:
        return 19120730
    if era == 3:
        return 19261225
    if era == 4:
        return 19890108
    return 20190501 if era == 5 else 0


cdef inline bint is_day(int64_t year, int64_t month, int64_t day) noexcept nogil:
    """Whether the Gregorian calendar has this day."""
    cdef int64_t days = 31
    if year < 1 or year > 9999 or month < 1 or month > 12 or day < 1:
        return False
    if month == 2:
        days = 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    elif month == 4 or month == 6 or month == 9 or month == 11:
        days = 30
    return day <= days


cdef inline int64_t day_of_serial(int64_t serial) noexcept nogil:
    """The day of a spreadsheet's serial number, of the 1900 system and more than 60, as 8 digits."""
    # Counted from 1 March of year 0, so that the leap day is the last of its year; 693899 days lie before 1899-12-30.
    cdef int64_t days = serial + 693899
    cdef int64_t era = days // 146097  # of 400 years
    cdef int64_t of_era = days % 146097
    cdef int64_t year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    cdef int64_t of_year = of_era - (365 * year + year // 4 - year // 100)
    cdef int64_t month = (5 * of_year + 2) // 153  # from March on
    cdef int64_t day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return ((era * 400 + year + (month <= 2)) * 100 + month) * 100 + day
