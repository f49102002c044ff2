"""The plain twin of meibo_detectors.kernels.split_values: field by field, line end by line end."""

from __future__ import annotations

import re


def find_single_digits(
    chars: bytes, fields: list[tuple[int, int]], record: list[int], place: list[int], least: int
) -> list[tuple[int, int]]:
    """First field and size of each run of single digits side by side."""
    runs: list[list[int]] = []
    for row, (start, end) in enumerate(fields):
        if place[row] < 1 or not re.fullmatch(rb"[0-9]", chars[start:end]):
            continue
        beside = (
            runs and runs[-1][-1] == row - 1 and record[row] == record[row - 1] and place[row] == place[row - 1] + 1
        )
        if beside:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [(run[0], len(run)) for run in runs if len(run) >= least]


def find_broken_fields(
    fields: list[tuple[int, int]], names: list[int], line_ends: list[int]
) -> list[tuple[int, int, int]]:
    """Field, first line end and number of line ends of each named field that has some."""
    found = []
    for row, (start, end) in enumerate(fields):
        inside = [at for at, line_end in enumerate(line_ends) if start <= line_end < end]
        if inside and names[row]:
            found.append((row, inside[0], len(inside)))
    return found


def find_cut_numbers(chars: bytes, line_ends: list[int]) -> list[tuple[int, int]]:
    """The hyphen and the digit below it of each number that a line end cuts."""
    found = []
    for line_end in line_ends:
        before = re.search(rb"[0-9]-\r?\Z", chars[:line_end])
        after = re.match(rb" {0,8}[0-9]", chars[line_end + 1 :])
        if before and after:
            found.append((before.start() + 1, line_end + after.end()))
    return found


def find_short_numbers(
    chars: bytes, fields: list[tuple[int, int]], names: list[int], bit: int, lengths: tuple[int, ...]
) -> list[int]:
    """Fields of that name with so many digits, the first no 0."""
    return [
        row
        for row, (start, end) in enumerate(fields)
        if names[row] & bit and end - start in lengths and re.fullmatch(rb"[1-9][0-9]*", chars[start:end])
    ]
