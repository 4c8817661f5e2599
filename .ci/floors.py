"""Score the bot on the sample questions and hold every figure to its floor; floors only rise."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).parent.parent.parent / "shared"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text())


def main() -> int:
    """Print the table; exit 1 when a figure is on the wrong side of its floor."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        score = [sys.executable, SHARED / "evaluate/score.py", SHARED / "questions"]
        command = f"{sys.executable} -m bot ask --jsonl"
        subprocess.run([*score, "--command", command, "--json", figures], check=True)
        got = json.loads(figures.read_text())
    missed = [
        f"{name}: {got.get(name)} should be {side} {floor}"
        for side in ("at_least", "at_most")
        for name, floor in FLOORS[side].items()
        if (got[name] < floor if side == "at_least" else got[name] > floor)
    ]
    sys.stdout.write("\n".join(["", *missed, f"{len(missed)} floors missed"]) + "\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
