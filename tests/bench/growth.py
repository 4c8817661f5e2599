"""How time and memory grow with the number of entries, beside bm25s and SQLite FTS5.

python tests/bench/growth.py [--sizes 200,2000,10000,50000]

Entries are made up: three or four phrasings each, of words drawn from one public question and
shuffled with words of others.  Each trial runs in a process of its own; MB is what VmHWM grew by.
Above 2,000 entries and gaps the engine has no classifier and ranks by likeness (core.learning).
"""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from data import Labelled, clinc150
from engines import Bm25, Fts5, Guide
from public import MODELS, memory, say

from bot.store.encoder import encoder

MAKERS: list[Callable[[], Any]] = [Fts5, Bm25, lambda: Guide(encoder(MODELS))]
ASKED = 300
HEAD = f"{'entries':>8} {'phrasings':>10}  {'':30}{'p50':>8}{'p99':>8}{'build':>9}{'MB':>7}\n"


def made_up(entries: int) -> Labelled:
    """So many entries, three or four phrasings each; the same for the same number."""
    rng = np.random.default_rng(5)
    texts = [text.split() for text, _ in clinc150().train]
    every = [word for words in texts for word in words]
    out: Labelled = []
    for i in range(entries):
        core = [every[j] for j in rng.integers(len(every), size=4)]
        for _ in range(int(rng.integers(3, 5))):
            words = core + texts[int(rng.integers(len(texts)))][:5]
            out.append((" ".join(words[j] for j in rng.permutation(len(words))), f"made-{i:06}"))
    return out


def trial(maker: int, entries: int) -> dict[str, Any]:
    """Learn them, then ask public test questions one at a time."""
    engine, sentences = MAKERS[maker](), made_up(entries)
    before, started = memory(), time.perf_counter()
    engine.learn(sentences)
    found: dict[str, Any] = {"name": engine.name, "build": time.perf_counter() - started}
    asked = [text for text, _ in clinc150().test[:: 4500 // (ASKED + 20)]][: ASKED + 20]
    times = []
    for text in asked:
        start = time.perf_counter()
        engine.ask(text)
        times.append((time.perf_counter() - start) * 1000)
    found["p50"], found["p99"] = np.percentile(times[20:], [50, 99])
    return {**found, "MB": memory() - before, "phrasings": len(sentences)}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="200,2000,10000,50000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    say(HEAD)
    fresh = multiprocessing.get_context("spawn")
    for entries in sizes:
        for maker in range(len(MAKERS)):
            with fresh.Pool(1) as pool:
                row = pool.apply(trial, (maker, entries))
            figures = f"{row['p50']:8.2f}{row['p99']:8.2f}{row['build']:9.1f}{row['MB']:7.0f}"
            say(f"{entries:8} {row['phrasings']:10}  {row['name']:30}{figures}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
