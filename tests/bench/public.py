"""How well this very engine does on public data, beside its peers, in one run.

python tests/bench/public.py [--quick | --full] [--seeds N]

--quick: every fifth test question, one seed, ten shots.  --full: also all training sentences.
Time is of one question at a time, read and matched.  Peak memory is what the process grew by
while learning and asking, from the kernel's VmHWM; each engine runs in a process of its own.

What `core.learning` does with few texts (pace, stretch) was chosen on no test question: ten shots
of seeds 101 to 103, judged on CLINC150's validation questions and on twelve training questions of
each BANKING77 intent that were not among the ten.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from data import PUBLIC, Labelled, Task, banking77, clinc150
from engines import Bm25, Fts5, Guide, Svm, TokenSet

from bot.store.encoder import encoder

MODELS = Path(tempfile.gettempdir()) / "practice-guide-bench"
MAKERS: list[Callable[[], Any]] = [TokenSet, Fts5, Bm25, Svm, lambda: Guide(encoder(MODELS))]
KEPT = 0.95  # the share of in-scope validation questions that are to be answered
HEAD = f"{'':44}{'right':>6}{'OOS':>6}{'AUROC':>7}{'p50':>7}{'p99':>7}{'build':>8}{'MB':>6}\n"


def say(text: str) -> None:
    """To the terminal at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def memory() -> float:
    """The most that this process ever held, in MB (VmHWM of /proc/self/status)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def auroc(inside: list[float], outside: list[float]) -> float:
    """The chance that a question inside scores above one outside (Mann and Whitney, 1947)."""
    both = np.array(inside + outside)
    _, place, counts = np.unique(both, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    count = len(inside)
    return float((ranks[:count].sum() - count * (count + 1) / 2) / count / len(outside))


def judged(valid: list[float], test: list[float], outside: list[float]) -> tuple[float, float]:
    """Share of outside questions under the threshold that keeps 95 % of valid ones; AUROC."""
    threshold = float(np.quantile(valid, 1 - KEPT))
    return float(np.mean(np.array(outside) < threshold)), auroc(test, outside)


def trial(maker: int, train: Labelled, task: Task) -> dict[str, Any]:
    """Learn and ask everything; run in a process of its own."""
    engine = MAKERS[maker]()
    before, started = memory(), time.perf_counter()
    engine.learn(train)
    figures: dict[str, Any] = {"build": time.perf_counter() - started, "name": engine.name}
    times, right = [], 0
    scores: dict[str, list[float]] = {"valid": [], "test": [], "outside": []}
    plain: dict[str, list[float]] = {"valid": [], "test": [], "outside": []}
    for text, label in task.test:
        start = time.perf_counter()
        found, score = engine.ask(text)
        times.append((time.perf_counter() - start) * 1000)
        right += found == label
        scores["test"].append(score[0])
        if isinstance(engine, Guide):
            plain["test"].append(engine.plain())
    figures["MB"] = memory() - before
    figures["right"] = right / len(task.test)
    figures["p50"], figures["p99"] = np.percentile(times, [50, 99])
    if task.outside:
        asked = {"valid": [text for text, _ in task.valid], "outside": task.outside}
        for part, texts in asked.items():
            for text in texts:
                scores[part].append(engine.ask(text)[1][0])
                if isinstance(engine, Guide):
                    plain[part].append(engine.plain())
        figures["OOS"], figures["AUROC"] = judged(**scores)
        if isinstance(engine, Guide):
            figures["plain OOS"], figures["plain AUROC"] = judged(**plain)
    return figures


def line(name: str, runs: list[dict[str, Any]]) -> str:
    """One row: the mean over seeds, and the median of times."""
    mean = {key: float(np.mean([run[key] for run in runs])) for key in runs[0] if key != "name"}
    for key in ("p50", "p99", "build", "MB"):
        mean[key] = float(np.median([run[key] for run in runs]))
    out = f"{name:44}{mean['right'] * 100:6.1f}"
    out += f"{mean['OOS'] * 100:6.1f}{mean['AUROC']:7.3f}" if "OOS" in mean else " " * 13
    out += f"{mean['p50']:7.2f}{mean['p99']:7.2f}{mean['build']:8.1f}{mean['MB']:6.0f}\n"
    if "plain OOS" in mean:
        out += f"{'  by likeness and lead alone':50}"
        out += f"{mean['plain OOS'] * 100:6.1f}{mean['plain AUROC']:7.3f}\n"
    return out


def thinned(task: Task) -> Task:
    """A fifth of everything that is asked."""
    return Task(task.name, task.train, task.valid[::5], task.test[::5], task.outside[::5])


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--seeds", type=int, default=3)
    chosen = parser.parse_args()
    if not PUBLIC.is_dir():
        raise SystemExit(f"{PUBLIC} is not there: the public data is needed")
    fresh = multiprocessing.get_context("spawn")
    for task in (banking77(), clinc150()):
        asked = thinned(task) if chosen.quick else task
        seeds = range(1 if chosen.quick else chosen.seeds)
        sets = {"10-shot": [task.shots(10, seed) for seed in seeds]}
        if chosen.full:
            sets["full"] = [task.train]
        for size, trains in sets.items():
            say(f"\n{task.name}, {size}\n{HEAD}")
            for maker in range(len(MAKERS)):
                runs = []
                for train in trains:
                    with fresh.Pool(1) as pool:
                        runs.append(pool.apply(trial, (maker, train, asked)))
                say(line(runs[0]["name"], runs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
