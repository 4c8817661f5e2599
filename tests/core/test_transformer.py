"""The fast forward pass says what the textbook says, however texts are put together."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.core.transformer import LAYERS, WIDTH, Transformer, layout

WIDE = 4 * WIDTH


@pytest.fixture(scope="module")
def tensors() -> dict[str, NDArray[Any]]:
    """A model of the right shape with made-up weights and twenty word pieces."""
    rng = np.random.default_rng(3)

    def whole(*shape: int) -> NDArray[np.int8]:
        return rng.integers(-127, 128, shape, dtype=np.int8)

    def real(*shape: int, near: float = 0.0) -> NDArray[np.float32]:
        return (near + 0.1 * rng.normal(size=shape)).astype(np.float32)

    out: dict[str, NDArray[Any]] = {
        "inner.embeddings.token_type_embeddings.weight": real(2, WIDTH)
    }
    for name, rows in (("word", 20), ("position", 512)):
        out[f"inner.embeddings.{name}_embeddings.weight_q"] = whole(rows, WIDTH)
        scale = np.full((rows, 1), 0.001, np.float32)
        out[f"inner.embeddings.{name}_embeddings.weight_scale"] = scale
    norms, number = ["inner.embeddings"], 7
    for i in range(LAYERS):
        of = f"inner.encoder.layer.{i}"
        names = [f"attention.self.{each}" for each in ("query", "key", "value")]
        sizes = [(WIDTH, WIDTH)] * 4 + [(WIDTH, WIDE), (WIDE, WIDTH)]
        names += ["attention.output.dense", "intermediate.dense", "output.dense"]
        for name, size in zip(names, sizes, strict=True):
            number += 4  # single digits first: names are in the order of their numbers
            out[f"val_{number}_q"] = whole(*size)
            out[f"val_{number}_scale"] = np.full((1, size[1]), 0.0007, np.float32)
            out[f"{of}.{name}.bias"] = real(size[1])
        norms += [f"{of}.attention.output", f"{of}.output"]
    for name in norms:
        out[f"{name}.LayerNorm.weight"] = real(WIDTH, near=1.0)
        out[f"{name}.LayerNorm.bias"] = real(WIDTH)
    return out


def _textbook(tensors: dict[str, NDArray[Any]], numbers: list[int]) -> NDArray[np.float64]:
    """One text, in doubles, a line for a line of the paper."""
    val = iter(sorted((n for n in tensors if n.endswith("_q") and n[:4] == "val_"), key=_number))

    def product(rows: NDArray[Any], bias: str) -> NDArray[Any]:
        name = next(val)
        weights = tensors[name] * tensors[name.replace("_q", "_scale")].astype(float)
        return np.asarray(rows @ weights + tensors[bias])

    def norm(rows: NDArray[Any], name: str) -> NDArray[Any]:
        middle, spread = rows.mean(-1, keepdims=True), rows.std(-1, keepdims=True)
        scaled = (rows - middle) / np.sqrt(spread**2 + 1e-12)
        return np.asarray(scaled * tensors[f"{name}.weight"] + tensors[f"{name}.bias"])

    at = "inner.embeddings."
    tables = [f"{at}word_embeddings.weight", f"{at}position_embeddings.weight"]
    words, places = (tensors[f"{t}_q"] * tensors[f"{t}_scale"].astype(float) for t in tables)
    rows = words[numbers] + places[: len(numbers)]
    rows = norm(rows + tensors[f"{at}token_type_embeddings.weight"][0], f"{at}LayerNorm")
    for i in range(LAYERS):
        of = f"inner.encoder.layer.{i}."
        q, k, v = (
            product(rows, f"{of}attention.self.{name}.bias").reshape(-1, 12, 32).transpose(1, 0, 2)
            for name in ("query", "key", "value")
        )
        weights = np.exp(q @ k.transpose(0, 2, 1) / np.sqrt(32))
        seen = (weights / weights.sum(-1, keepdims=True)) @ v
        mixed = product(
            seen.transpose(1, 0, 2).reshape(-1, WIDTH), f"{of}attention.output.dense.bias"
        )
        rows = norm(rows + mixed, f"{of}attention.output.LayerNorm")
        x = product(rows, f"{of}intermediate.dense.bias")
        x = x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
        rows = norm(rows + product(x, f"{of}output.dense.bias"), f"{of}output.LayerNorm")
    mean = rows.mean(0)
    return np.asarray(mean / np.linalg.norm(mean))


def _number(name: str) -> int:
    return int(name.split("_")[1])


def test_fast_and_textbook_agree_and_texts_do_not_touch_each_other(
    tensors: dict[str, NDArray[Any]],
) -> None:
    model = Transformer(layout(tensors))
    texts = [[1, 5, 2], [1, 7, 19, 4, 2], [1, 6, 2], [1, 2]]
    found = model.encode(texts)
    assert found.dtype == np.float32
    for row, text in zip(found, texts, strict=True):
        assert row @ _textbook(tensors, text) > 0.999999
        assert np.allclose(row, model.encode([text])[0], atol=1e-6)
