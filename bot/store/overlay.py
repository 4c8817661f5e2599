"""What trainers publish: files like the shipped ones, in the data folder, laid over them."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.core.entry import Entry, Gap
from bot.core.knowledge import Knowledge
from bot.store.library import GAPS, files_of, load
from bot.store.yamls import Document, dump, parse

_GAPS = TypeAdapter(list[Gap])
_MARK = "# over "  # the first line of a published file: the hash of the shipped one it lies over


@dataclass(frozen=True, slots=True)
class Overlay:
    """over: the folder of what was published; shipped: the knowledge that it lies over."""

    shipped: Path
    over: Path

    def text(self, name: str) -> str | None:
        """The published file of that name; None where there is none."""
        path = self.over / name
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def seen(self, name: str) -> str:
        """A hash of a file as it is in use, whichever layer it comes from."""
        path = self.over / name
        return _hash(path if path.is_file() else self.shipped / name)

    def marked(self, name: str, text: str) -> str:
        """A file that remembers the shipped one that it lies over, as that is now."""
        return f"{_MARK}{_hash(self.shipped / name) or None}\n{unmarked(text)}"

    def hiding(self) -> list[str]:
        """Published files that lie over another shipped text than the one they were made from."""
        found = []
        for name, path in files_of(self.over).items() if self.over.is_dir() else ():
            shipped = _hash(self.shipped / name)
            first = path.read_text(encoding="utf-8").partition("\n")[0]
            if name != GAPS and shipped and first != f"{_MARK}{shipped}":
                found.append(name)
        return found

    def place_of(self, knowledge: Knowledge, entry: str) -> str:
        """The name of an entry's file, below the folder of knowledge."""
        return knowledge.files[entry].partition("/")[2]

    def tried(self, changes: Mapping[str, str | None], now: datetime) -> Knowledge:
        """The knowledge as these files would make it; FaultyError names what is wrong."""
        with tempfile.TemporaryDirectory() as folder:
            trial = Path(folder) / "knowledge"
            if self.over.is_dir():
                shutil.copytree(self.over, trial)
            for name, text in changes.items():
                path = trial / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if text is None:
                    path.unlink(missing_ok=True)
                else:
                    path.write_text(text, encoding="utf-8")
            return load(self.shipped, trial).at(now)

    def shown_before(self, name: str, before: str | None) -> str:
        """What was in use before a change: the published file, else the shipped one."""
        path = self.shipped / name
        if before is not None:
            return before
        return path.read_text(encoding="utf-8") if path.is_file() and name != GAPS else ""

    def stage(self, name: str, text: str) -> Path:
        """Write a file beside its place, safely on the disk, to be moved there in one step."""
        path = self.over / name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, staged = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            Path(staged).unlink(missing_ok=True)
            raise
        return Path(staged)

    def put(self, name: str, text: str | None, staged: Path | None = None) -> None:
        """The file is there, whole, or it is gone; done twice it changes nothing."""
        path = self.over / name
        if text is None:
            path.unlink(missing_ok=True)
            return
        (staged or self.stage(name, text)).replace(path)

    def export(self, to: Path) -> int:
        """A folder of everything in use, ready to be committed; how many files were published."""
        names = files_of(self.shipped)
        for name, path in names.items():
            _copy(path, to / name)
        if (self.shipped / "README.md").is_file():
            _copy(self.shipped / "README.md", to / "README.md")
        published = files_of(self.over) if self.over.is_dir() else {}
        for name, path in published.items():
            if name == GAPS:
                whole = (to / name).read_text(encoding="utf-8").rstrip("\n")
                added = path.read_text(encoding="utf-8")
                (to / name).write_text(f"{whole}\n{added}", encoding="utf-8")
            else:
                (to / name).parent.mkdir(parents=True, exist_ok=True)
                text = unmarked(path.read_text(encoding="utf-8"))
                (to / name).write_text(text, encoding="utf-8")
        load(to)
        return len(published)

    def gaps_with(self, gap: Gap) -> str:
        """The file of published gaps with one more."""
        path = self.over / GAPS
        gaps = parse(_GAPS, Document(path, GAPS)) if path.is_file() else []
        return dump([_value(each) for each in (*gaps, gap)])


def unmarked(text: str) -> str:
    """A file without the line that says what it lies over."""
    return text.partition("\n")[2] if text.startswith(_MARK) else text


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def entry_text(entry: Entry) -> str:
    """The file of an entry."""
    return dump(_value(entry))


def _value(shape: Entry | Gap) -> dict[str, Any]:
    return shape.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)
