"""Libraries that say in their own words that memory has ended."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS: Final = ("bad_alloc", "Failed to allocate", "Insufficient memory")
"""Of onnxruntime and OpenCV."""


@contextlib.contextmanager
def telling_its_end() -> Iterator[None]:
    """Their errors for that as what they are, also where another error was raised for them."""
    try:
        yield
    except Exception as error:
        if any(_says_so(one) for one in _list_causes(error)):
            raise MemoryError from None
        raise


def _says_so(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or any(sign in str(error) for sign in _SIGNS)


def _list_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
