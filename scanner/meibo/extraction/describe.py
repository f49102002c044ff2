"""What may be said about an exception."""

from __future__ import annotations


def describe_exception(error: BaseException) -> str:
    """Class and place of an exception; its message is left out, since libraries quote file content there."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    module = trace.tb_frame.f_globals.get("__name__", "?")
    return f"{type(error).__name__} at {module}:{trace.tb_lineno}"
