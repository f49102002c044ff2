"""The stream that hashes what it passes on."""

from __future__ import annotations

import io
from hashlib import blake2b

from hypothesis import given
from hypothesis import strategies as st

from meibo.pipeline.content_hash import HashingStream, join_chunks

KEY = b"k" * 32
CONTENT = bytes(range(256)) * 4

moves = st.lists(
    st.one_of(
        st.tuples(st.just("read"), st.integers(0, 700)),
        st.tuples(st.just("seek"), st.integers(0, len(CONTENT) + 50)),
    ),
    max_size=12,
)


def hash_chunk(content: bytes) -> bytes:
    return blake2b(content, digest_size=16, key=KEY, person=b"meibo chunk").digest()


@given(steps=moves, start=st.integers(0, len(CONTENT)), end=st.integers(0, len(CONTENT)), buffered=st.booleans())
def test_any_reads_and_seeks_give_the_hash_of_the_range(
    steps: list[tuple[str, int]], start: int, end: int, *, buffered: bool
) -> None:
    """However a reader jumps about, once it has read through the range each byte has been hashed once and in order."""
    start, end = sorted((start, end))
    hashing = HashingStream(io.BytesIO(CONTENT), start, end, KEY)
    stream = io.BufferedReader(hashing, 64) if buffered else hashing
    plain = io.BytesIO(CONTENT)
    for move, amount in steps:
        if move == "seek":
            assert stream.seek(amount) == plain.seek(amount)
        else:
            assert stream.read(amount) == plain.read(amount)
    stream.seek(start)
    assert stream.read() == CONTENT[start:]
    assert hashing.digest() == hash_chunk(CONTENT[start:end])
    assert hashing.bytes_read == end - start


@given(st.integers(0, len(CONTENT)), st.integers(0, len(CONTENT)))
def test_what_was_not_read_is_not_counted(stop: int, start: int) -> None:
    """The number of bytes read tells a whole range from one that was left early."""
    start, stop = sorted((start, stop))
    hashing = HashingStream(io.BytesIO(CONTENT), start, len(CONTENT), KEY)
    hashing.seek(start)
    hashing.readinto(bytearray(stop - start))
    assert hashing.bytes_read == stop - start
    assert hashing.digest() == hash_chunk(CONTENT[start:stop])


def test_a_content_hash_depends_on_every_chunk_and_the_key() -> None:
    """The hash of a file changes with each chunk, their order, and the key."""
    one, two = hash_chunk(b"1"), hash_chunk(b"2")
    hashes = {join_chunks([one, two], KEY), join_chunks([two, one], KEY), join_chunks([one], KEY)}
    assert len({*hashes, join_chunks([one, two], b"other key" * 3), one}) == 5
