"""Arrays in one file, mapped into memory: what is not read takes no memory and no time.

The form is that of safetensors: eight bytes that say how long the header is, the header as JSON,
then the arrays one after another.
"""

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
_LENGTH = 8
_PAGE = 64  # bytes to which the arrays are aligned
_NAMES = {
    "BOOL": np.bool_,
    "I8": np.int8,
    "U8": np.uint8,
    "I32": np.int32,
    "I64": np.int64,
    "U64": np.uint64,
    "F16": np.float16,
    "F32": np.float32,
    "F64": np.float64,
}
_DTYPES = {np.dtype(kind): name for name, kind in _NAMES.items()}


def write(place: Path, arrays: Arrays) -> None:
    """Write a file that appears whole or not at all."""
    header, at = {}, 0
    ordered = sorted(arrays.items(), key=lambda item: -item[1].dtype.itemsize)
    for name, array in ordered:
        header[name] = {
            "dtype": _DTYPES[array.dtype],
            "shape": array.shape,
            "data_offsets": [at, at + array.nbytes],
        }
        at += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-(len(text) + _LENGTH) % _PAGE)
    place.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(len(text).to_bytes(_LENGTH, "little") + text)
            for _, array in ordered:
                file.write(np.ascontiguousarray(array).data)
        Path(name).replace(place)
    finally:
        Path(name).unlink(missing_ok=True)


def read(place: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file, mapped and read-only; OSError or ValueError when it is not whole."""
    data = np.memmap(place, np.uint8, mode="r")
    length = int.from_bytes(data[:_LENGTH].tobytes(), "little")
    if length > len(data):
        raise ValueError(f"{place} is not whole")
    start = _LENGTH + length
    header = json.loads(data[_LENGTH:start].tobytes())
    if start + max((one["data_offsets"][1] for one in header.values()), default=0) != len(data):
        raise ValueError(f"{place} is not whole")
    return {name: _array(data, start, one) for name, one in header.items()}


def _array(data: NDArray[Any], start: int, one: dict[str, Any]) -> NDArray[Any]:
    first, last = one["data_offsets"]
    part = np.asarray(data[start + first : start + last])
    return part.view(_NAMES[one["dtype"]]).reshape(one["shape"])


def kept(place: Path, make: Callable[[], Arrays]) -> Arrays:
    """The arrays of a file, which is made when it is not there or not whole.

    Where it cannot be written they stay in memory.
    """
    with suppress(OSError, ValueError, KeyError):
        return read(place)
    arrays = make()
    try:
        write(place, arrays)
        return read(place)
    except OSError:
        return arrays
