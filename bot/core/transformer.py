"""MiniLM's forward pass in numpy: numbers of word pieces in, one unit vector a text out.

Six layers of BERT (Devlin and others, 2019) as distilled by Wang and others (2020), the outputs
averaged over the text (Reimers and Gurevych, 2019).  Texts of the same length go through together,
so that nothing is padded and no mask is needed.  Weights are whole numbers with a scale a column.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.features import Floats

WIDTH = 384
LAYERS = 6
_HEADS = 12
_HEAD = WIDTH // _HEADS
_TINY = np.float32(1e-12)
_TOKENS = 768  # at once: about 5 MB of work between two layers, and products at full speed
_THREADS = 2
_WORDS = "inner.embeddings.word_embeddings.weight"
_PLACES = "inner.embeddings.position_embeddings.weight"
_KIND = "inner.embeddings.token_type_embeddings.weight"
Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation: gain and shift, (384,) each."""

    gain: Floats
    shift: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Each row with mean nought and variance one, then scaled; in place."""
        rows -= rows.mean(axis=-1, keepdims=True)
        variance = np.einsum("ij,ij->i", rows, rows)[:, None] / np.float32(rows.shape[1])
        rows /= np.sqrt(variance + _TINY)
        rows *= self.gain
        rows += self.shift
        return rows


@dataclass(frozen=True, slots=True)
class Dense:
    """A product with whole-number weights, (in, out), each column scaled, and a bias (out,).

    Weights are made into floats at each use: a quarter of the memory, and less time than floats
    take to arrive from memory when there is one text.
    """

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    def __call__(self, rows: Floats) -> Floats:
        """(n, in) to (n, out)."""
        out = rows @ self.weights.astype(np.float32)
        out *= self.scale
        out += self.bias
        return out


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: attention (ask, mix), then the part that grows fourfold and shrinks again."""

    ask: Dense
    mix: Dense
    mixed: Norm
    grow: Dense
    shrink: Dense
    done: Norm

    def __call__(self, rows: Floats, texts: int) -> Floats:
        """(texts * length, 384) to the same; `rows` is used up."""
        length = len(rows) // texts
        heads = self.ask(rows).reshape(texts, length, 3, _HEADS, _HEAD).transpose(2, 0, 3, 1, 4)
        weights = heads[0] @ heads[1].swapaxes(-1, -2)
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        seen = (weights @ heads[2]).transpose(0, 2, 1, 3).reshape(rows.shape)
        rows += self.mix(seen)
        rows = self.mixed(rows)
        rows += self.shrink(_gelu(self.grow(rows)))
        return self.done(rows)


def _gelu(values: Floats) -> Floats:
    """x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) (Hendrycks and Gimpel, 2016); in place."""
    bent = values * values
    bent *= np.float32(0.044715 * (2 / np.pi) ** 0.5)
    bent += np.float32((2 / np.pi) ** 0.5)
    bent *= values
    np.tanh(bent, out=bent)
    bent += np.float32(1)
    values *= bent
    values *= np.float32(0.5)
    return values


class Transformer:
    """The model over arrays from `layout`, which may be mapped from disk.

    Of the word vectors, (30522, 384) whole numbers, only the rows that a text needs are read.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._words, self._word_scale = arrays["words"], arrays["words.scale"]
        self._places, self._start = arrays["places"], _norm(arrays, "start")
        self._layers = [
            Layer(
                _dense(arrays, f"{i}.ask"),
                _dense(arrays, f"{i}.mix"),
                _norm(arrays, f"{i}.mixed"),
                _dense(arrays, f"{i}.grow"),
                _dense(arrays, f"{i}.shrink"),
                _norm(arrays, f"{i}.done"),
            )
            for i in range(LAYERS)
        ]

    def encode(self, texts: Sequence[Sequence[int]]) -> Floats:
        """(n, 384) float32 with rows of length one, for texts as numbers of word pieces.

        Two threads share a whole knowledge, which takes minutes; the result is the same.
        """
        out = np.empty((len(texts), WIDTH), np.float32)
        batches = list(_batches(texts))

        def put(chosen: list[int]) -> None:
            out[chosen] = self._together(np.array([texts[i] for i in chosen]))

        if len(batches) == 1:
            put(batches[0])
        else:
            with ThreadPoolExecutor(_THREADS) as pool:
                list(pool.map(put, batches))
        return out

    def _together(self, numbers: NDArray[np.int64]) -> Floats:
        texts, length = numbers.shape
        rows = self._words[numbers] * self._word_scale[numbers]
        rows += self._places[:length]
        rows = self._start(rows.reshape(-1, WIDTH))
        for layer in self._layers:
            rows = layer(rows, texts)
        pooled = rows.reshape(texts, length, WIDTH).sum(axis=1)
        return np.asarray(pooled / np.linalg.norm(pooled, axis=1, keepdims=True))


def _batches(texts: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The places of texts of one length, so many as go through together."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for length, group in groupby(order, key=lambda i: len(texts[i])):
        places, most = list(group), max(1, _TOKENS // length)
        yield from (places[start : start + most] for start in range(0, len(places), most))


def _dense(arrays: Arrays, name: str) -> Dense:
    return Dense(arrays[name], arrays[f"{name}.scale"], arrays[f"{name}.bias"])


def _norm(arrays: Arrays, name: str) -> Norm:
    return Norm(arrays[f"{name}.gain"], arrays[f"{name}.shift"])


def layout(tensors: Arrays) -> dict[str, NDArray[Any]]:
    """The tensors of the model's ONNX file, under the names that `Transformer` reads.

    The weights of products have no names of their own: they stand in order, six a layer.  Those
    of query, key and value become one, with attention's scale in it.
    """
    unnamed = [name.removesuffix("_q") for name in tensors if name.startswith("val_")]
    products = sorted({name for name in unnamed if f"{name}_q" in tensors}, key=_number)
    out = {
        "words": tensors[f"{_WORDS}_q"],
        "words.scale": tensors[f"{_WORDS}_scale"],
        "places": tensors[f"{_PLACES}_q"] * tensors[f"{_PLACES}_scale"] + tensors[_KIND][0],
        **_named_norm("start", "inner.embeddings", tensors),
    }
    for i in range(LAYERS):
        of, six = f"inner.encoder.layer.{i}.", products[6 * i : 6 * i + 6]
        names = [f"{of}attention.self.{name}" for name in ("query", "key", "value")]
        share = np.repeat(np.array([_HEAD**-0.5, 1, 1], np.float32), WIDTH)
        out[f"{i}.ask"] = np.hstack([tensors[f"{name}_q"] for name in six[:3]])
        out[f"{i}.ask.scale"] = np.hstack([tensors[f"{n}_scale"][0] for n in six[:3]]) * share
        out[f"{i}.ask.bias"] = np.hstack([tensors[f"{name}.bias"] for name in names]) * share
        longs = ("attention.output.dense", "intermediate.dense", "output.dense")
        for short, long, name in zip(("mix", "grow", "shrink"), longs, six[3:], strict=True):
            out[f"{i}.{short}"] = tensors[f"{name}_q"]
            out[f"{i}.{short}.scale"] = tensors[f"{name}_scale"][0]
            out[f"{i}.{short}.bias"] = tensors[f"{of}{long}.bias"]
        out |= _named_norm(f"{i}.mixed", f"{of}attention.output", tensors)
        out |= _named_norm(f"{i}.done", f"{of}output", tensors)
    return out


def _number(name: str) -> int:
    return int(name.removeprefix("val_"))


def _named_norm(short: str, long: str, tensors: Arrays) -> dict[str, NDArray[Any]]:
    of = f"{long}.LayerNorm"
    return {f"{short}.gain": tensors[f"{of}.weight"], f"{short}.shift": tensors[f"{of}.bias"]}
