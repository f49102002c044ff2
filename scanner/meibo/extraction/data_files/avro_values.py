"""Values in Avro's binary encoding: a schema becomes functions that read them (avro.apache.org, 1.12)."""

from __future__ import annotations

import datetime as dt
import decimal
import struct
from collections.abc import Callable
from typing import Any

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_LONG_BITS = 64


class Values:
    """A stretch of encoded values and how far it was read; raises EOFError where a value reaches behind its end."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    @property
    def left(self) -> int:
        """Bytes that are not read yet."""
        return len(self._raw) - self._at

    def take(self, count: int) -> bytes:
        """The next bytes."""
        if not 0 <= count <= self.left:
            raise EOFError
        self._at += count
        return self._raw[self._at - count : self._at]

    def read_long(self) -> int:
        """A number of variable length, the sign in its lowest bit."""
        value = shift = 0
        for at in range(self._at, len(self._raw)):
            byte = self._raw[at]
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                self._at = at + 1
                return (value >> 1) ^ -(value & 1)
            if shift > _LONG_BITS:
                break
        raise EOFError

    def read_count(self) -> int:
        """How many items follow, each of one byte at least; what takes no room is not counted by the billion."""
        count = self.read_long()
        if count < 0:
            self.read_long()  # the bytes of the items, for those who pass over them
        if abs(count) > self.left:
            raise EOFError
        return abs(count)


Reader = Callable[[Values], object]
_Schema = str | dict[str, Any] | list[Any]


def compile_schema(schema: _Schema) -> tuple[list[str], Callable[[Values], list[object]]]:
    """The names of a record's fields, and what reads them; a schema that is no record has one field, ``value``."""
    compiler = _Compiler()
    if isinstance(schema, dict) and schema.get("type") == "record":
        read = compiler.compile(schema, "")
        names = [str(field["name"]) for field in schema["fields"]]
        return names, lambda values: list(read(values).values())  # type: ignore[attr-defined]
    read = compiler.compile(schema, "")
    return ["value"], lambda values: [read(values)]


class _Compiler:
    """Turns types into readers; named types may be used again, also inside of themselves."""

    def __init__(self) -> None:
        self._named: dict[str, Reader] = {}

    def compile(self, schema: _Schema, namespace: str) -> Reader:
        if isinstance(schema, list):
            return _union([self.compile(branch, namespace) for branch in schema])
        if isinstance(schema, str):
            return _PRIMITIVES.get(schema) or self._find(schema, namespace)
        kind = schema["type"]
        if kind in ("record", "error", "enum", "fixed"):
            return self._compile_named(schema, kind, namespace)
        if kind == "array":
            return _array(self.compile(schema["items"], namespace))
        if kind == "map":
            return _map(self.compile(schema["values"], namespace))
        return _logical(schema, self.compile(kind, namespace))

    def _compile_named(self, schema: dict[str, Any], kind: str, namespace: str) -> Reader:
        name = _full_name(schema["name"], schema.get("namespace", namespace))
        if kind == "enum":
            reader = _enum([str(symbol) for symbol in schema["symbols"]])
        elif kind == "fixed":
            size = int(schema["size"])
            reader = _logical(schema, lambda values: values.take(size))
        else:
            inner = name.rpartition(".")[0]
            fields: list[tuple[str, Reader]] = []
            reader = self._named[name] = lambda values: {field: read(values) for field, read in fields}
            fields += [(str(field["name"]), self.compile(field["type"], inner)) for field in schema["fields"]]
        self._named[name] = reader
        return reader

    def _find(self, name: str, namespace: str) -> Reader:
        """A named type; raises KeyError for a name that is not known."""
        return self._named.get(_full_name(name, namespace)) or self._named[name]


def _full_name(name: str, namespace: str) -> str:
    return name if "." in name or not namespace else f"{namespace}.{name}"


def _union(branches: list[Reader]) -> Reader:
    def read(values: Values) -> object:
        branch = values.read_long()
        if not 0 <= branch < len(branches):
            raise ValueError("no such branch")
        return branches[branch](values)

    return read


def _enum(symbols: list[str]) -> Reader:
    def read(values: Values) -> object:
        place = values.read_long()
        return symbols[place] if 0 <= place < len(symbols) else place

    return read


def _array(read_item: Reader) -> Reader:
    def read(values: Values) -> object:
        items: list[object] = []
        while count := values.read_count():
            items += [read_item(values) for _ in range(count)]
        return items

    return read


def _map(read_value: Reader) -> Reader:
    def read(values: Values) -> object:
        pairs: dict[object, object] = {}
        while count := values.read_count():
            pairs.update((_read_text(values), read_value(values)) for _ in range(count))
        return pairs

    return read


def _logical(schema: dict[str, Any], read_raw: Reader) -> Reader:
    """A reader of what the plain value means; what has no such meaning stays plain."""
    explain = _LOGICAL.get(str(schema.get("logicalType")))
    if explain is None:
        return read_raw
    scale = int(schema.get("scale", 0))

    def read(values: Values) -> object:
        raw = read_raw(values)
        try:
            return explain(raw, scale)
        except (ValueError, OverflowError, TypeError, ArithmeticError):
            return raw

    return read


def _read_text(values: Values) -> str:
    return values.take(values.read_long()).decode("utf-8", "replace")


_PRIMITIVES: dict[str, Reader] = {
    "null": lambda _: None,
    "boolean": lambda values: values.take(1) != b"\0",
    "int": Values.read_long,
    "long": Values.read_long,
    "float": lambda values: struct.unpack("<f", values.take(4))[0],
    "double": lambda values: struct.unpack("<d", values.take(8))[0],
    "bytes": lambda values: values.take(values.read_long()),
    "string": _read_text,
}


def _at(microseconds: Any) -> dt.datetime:
    return EPOCH + dt.timedelta(microseconds=microseconds)


_LOGICAL: dict[str, Callable[[Any, int], object]] = {
    "date": lambda days, _: EPOCH.date() + dt.timedelta(days=days),
    "time-millis": lambda count, _: _at(count * 1000).time(),
    "time-micros": lambda count, _: _at(count).time(),
    "timestamp-millis": lambda count, _: _at(count * 1000),
    "timestamp-micros": lambda count, _: _at(count),
    "timestamp-nanos": lambda count, _: _at(count // 1000),
    "local-timestamp-millis": lambda count, _: _at(count * 1000).replace(tzinfo=None),
    "local-timestamp-micros": lambda count, _: _at(count).replace(tzinfo=None),
    "local-timestamp-nanos": lambda count, _: _at(count // 1000).replace(tzinfo=None),
    "decimal": lambda raw, scale: decimal.Decimal(int.from_bytes(raw, "big", signed=True)).scaleb(-scale),
}
