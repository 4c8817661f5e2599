"""The named tensors of an ONNX file, read without a library: protobuf is a list of fields."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

_GRAPH, _TENSOR = 7, 5  # of the model, of the graph
_DIMS, _KIND, _NAME, _DATA = 1, 2, 8, 9  # of a tensor
_KINDS = {1: np.float32, 3: np.int8}
_WHOLE, _LONG, _BYTES, _SHORT = 0, 1, 2, 5
_FIXED = {_LONG: 8, _SHORT: 4}
Field = int | memoryview


def tensors(data: bytes) -> dict[str, NDArray[Any]]:
    """Every float32 and int8 tensor that the graph holds."""
    found = {}
    for graph in _of(memoryview(data), _GRAPH):
        for tensor in _of(graph, _TENSOR):
            fields: dict[int, list[Field]] = {}
            for number, value in _fields(tensor):
                fields.setdefault(number, []).append(value)
            kind = _KINDS.get(_int(fields[_KIND][0]))
            if kind is not None and _DATA in fields:
                name = bytes(_view(fields[_NAME][0])).decode()
                array = np.frombuffer(_view(fields[_DATA][0]), kind)
                found[name] = array.reshape([_int(n) for n in fields.get(_DIMS, [])])
    return found


def _of(message: memoryview, wanted: int) -> Iterator[memoryview]:
    return (_view(value) for number, value in _fields(message) if number == wanted)


def _view(value: Field) -> memoryview:
    if isinstance(value, int):
        raise TypeError("a number where bytes should be")
    return value


def _int(value: Field) -> int:
    if not isinstance(value, int):
        raise TypeError("bytes where a number should be")
    return value


def _fields(message: memoryview) -> Iterator[tuple[int, Field]]:
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, form = key >> 3, key & 7
        if form == _WHOLE:
            whole, at = _varint(message, at)
            yield number, whole
            continue
        if form == _BYTES:
            size, at = _varint(message, at)
        else:
            size = _FIXED[form]
        yield number, message[at : at + size]
        at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at
