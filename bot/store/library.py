"""The knowledge on disk: read, checked as a whole, every fault at once."""

import hashlib
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.core.entry import Entry, Fact, Gap, Pack
from bot.core.errors import Fault, FaultyError
from bot.core.knowledge import Knowledge
from bot.core.names import Names
from bot.core.renaming import renamings
from bot.core.routes import Routes, without_general
from bot.core.words import Lexicon
from bot.store.names import parse_names
from bot.store.yamls import Document, parse

_FACTS = TypeAdapter(dict[str, Fact])
_GAPS = TypeAdapter(list[Gap])
_WORDS = TypeAdapter(dict[str, dict[str, str]])
_LISTS = TypeAdapter(dict[str, tuple[str, ...]])
ROUTES = "routes.yaml"
GAPS = "common/gaps.yaml"
PUBLISHED = "published"  # how faults name the folder of what was published here


def files_of(folder: Path, over: Path | None = None) -> dict[str, Path]:
    """Every file that the knowledge is made of, by its path below the folder, in a fixed order.

    over: a folder of what was published here; each file of it takes the place of its like, and
    gaps are added to those of the folder.
    """
    found: dict[str, Path] = {}
    for layer in (folder, over):
        for path in layer.rglob("*") if layer and layer.is_dir() else ():
            if path.suffix in (".yaml", ".yml", ".txt") and path.is_file():
                name = path.relative_to(layer or folder).as_posix()
                found[f"{PUBLISHED}/{name}" if name == GAPS and layer == over else name] = path
    return {name: found[name] for name in sorted(found, key=lambda name: Path(name).parts)}


def fingerprint(folder: Path, but: str = "", over: Path | None = None) -> str:
    """A hash of every knowledge file's path and content, leaving out files of one name."""
    digest = hashlib.sha256()
    for name, path in files_of(folder, over).items():
        if path.name != but:
            digest.update(name.encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:24]


def load(folder: Path, over: Path | None = None) -> Knowledge:
    """The knowledge of a folder, or FaultyError with everything that is wrong with it.

    over: a folder of what was published here, laid over it.  Under any embargo its entries are
    held back, until `at` says that the moment has come.
    """
    if not folder.is_dir():
        raise FaultyError([Fault(str(folder), None, "is not a folder of knowledge")])
    packs = sorted(folder.glob("*/pack.yaml"))
    if not packs:
        raise FaultyError([Fault(str(folder), None, "holds no pack.yaml", "add one in a folder")])
    reading = _Reading(folder, over)
    pack = reading.file(packs[0], Pack)
    entries = reading.entries(packs[0].parent)
    common = folder / "common"
    facts = reading.file(common / "since.yaml", _FACTS) or {}
    gaps = reading.gaps()
    words = reading.file(common / "words.yaml", _WORDS) or {}
    small = reading.file(common / "smalltalk.yaml", _LISTS) or {}
    danger = reading.file(common / "danger.yaml", _LISTS) or {}
    identity = reading.file(common / "identity.yaml", _LISTS) or {}
    alarms = reading.file(common / "alarms.yaml", _LISTS) or {}
    english = reading.words(common / "english.txt")
    names = reading.names(common / "names.txt")
    routes = reading.routes(folder)
    if pack is not None:
        reading.check_links(entries, facts, gaps, pack)
    if reading.faults or pack is None:
        raise FaultyError(sorted(reading.faults, key=lambda fault: (fault.where, fault.line or 0)))
    acronyms = {name.lower(): meaning for name, meaning in words.get("acronyms", {}).items()}
    return Knowledge(
        pack=pack,
        entries=() if pack.embargo else tuple(entries),
        held=tuple(entries) if pack.embargo else (),
        gaps=tuple(gaps),
        facts=facts,
        lexicon=Lexicon(acronyms, words.get("shorthand", {}), english, renamings(facts.values())),
        names=names,
        smalltalk=small,
        danger=danger,
        identity=identity,
        alarms=alarms,
        routes=routes,
        fingerprint=fingerprint(folder, over=over),
        learnt_from=fingerprint(folder, but=ROUTES, over=over),
        files={entry: document.shown for entry, document in reading.documents.items()},
    )


class _Reading:
    """One pass over the files, collecting faults instead of stopping at the first."""

    def __init__(self, folder: Path, over: Path | None) -> None:
        self.folder = folder
        self.over = over
        self.faults: list[Fault] = []
        self.documents: dict[str, Document] = {}

    def shown(self, path: Path) -> str:
        if self.over is not None and path.is_relative_to(self.over):
            return f"{PUBLISHED}/{path.relative_to(self.over)}"
        return f"{self.folder.name}/{path.relative_to(self.folder)}"

    def gaps(self) -> list[Gap]:
        """The known gaps, with those published here."""
        found = {gap.id: gap for gap in self.file(self.folder / GAPS, _GAPS) or []}
        if self.over is not None and (self.over / GAPS).is_file():
            found |= {gap.id: gap for gap in self.file(self.over / GAPS, _GAPS) or []}
        return list(found.values())

    def file(self, path: Path, shape: Any) -> Any:
        try:
            return parse(shape, Document(path, self.shown(path)))
        except FaultyError as error:
            self.faults += error.faults
            return None

    def words(self, path: Path) -> frozenset[str]:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(Fault(self.shown(path), None, f"cannot be read: {error}"))
            return frozenset()
        return frozenset(line for line in lines if line and not line.startswith("#"))

    def names(self, path: Path) -> Names:
        try:
            return parse_names(path.read_text(encoding="utf-8"), self.shown(path))
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(Fault(self.shown(path), None, f"cannot be read: {error}"))
        except FaultyError as error:
            self.faults += error.faults
        return Names()

    def routes(self, folder: Path) -> tuple[Routes, ...]:
        """An organisation's own routes, where it has any, before the common ones."""
        own, common = folder / ROUTES, folder / "common" / ROUTES
        found = [self.file(path, Routes) for path in (own, common) if path != own or own.is_file()]
        if found[-1] is not None:
            self.faults += [
                Fault(self.shown(common), None, f"{slot} has no line for everybody", "add one")
                for slot in without_general(found[-1])
            ]
        return tuple(routes for routes in found if routes is not None)

    def entries(self, folder: Path) -> list[Entry]:
        found = []
        files = files_of(folder, self.over / folder.name if self.over else None)
        for name, path in files.items():
            if len(Path(name).parts) != 2 or path.suffix != ".yaml":
                continue
            try:
                document = Document(path, self.shown(path))
                entry = parse(Entry, document, topic=path.parent.name)
            except FaultyError as error:
                self.faults += error.faults
                continue
            found.append(entry)
            if entry.id != path.stem:
                self.faults.append(
                    document.fault(("id",), f'"{entry.id}" is not the file name', path.stem)
                )
            if entry.id in self.documents:
                other = self.documents[entry.id].shown
                self.faults.append(document.fault(("id",), f'"{entry.id}" is also in {other}'))
            self.documents[entry.id] = document
        return found

    def check_links(
        self, entries: list[Entry], facts: dict[str, Fact], gaps: list[Gap], pack: Pack
    ) -> None:
        """Everything that one file says of another must be there."""
        ids = {entry.id for entry in entries}
        asked: dict[str, str] = {}
        for entry in entries:
            document = self.documents[entry.id]
            if entry.topic not in pack.topics:
                what = f'the folder "{entry.topic}" is not among the topics of pack.yaml'
                self.faults.append(document.fault((), what, "add it there, or move the file"))
            for i, name in enumerate(entry.related):
                if name not in ids:
                    what = f'"{name}" is related but there is no such entry'
                    self.faults.append(document.fault(("related", i), what, _near(name, ids)))
            for i, name in enumerate(entry.since):
                if name not in facts:
                    what = f'"{name}" is not a fact of since.yaml'
                    self.faults.append(document.fault(("since", i), what, _near(name, facts)))
            for i, text in enumerate(entry.asks):
                if self._asked_before(asked, text, entry.id):
                    self._complain_twice(asked, document.fault(("asks", i), ""), text)
        self._check_renamings(facts)
        for gap in gaps:
            for text in gap.asks:
                if self._asked_before(asked, text, f"the gap {gap.id}"):
                    fault = Fault("knowledge/common/gaps.yaml", None, "")
                    self._complain_twice(asked, fault, text)

    def _check_renamings(self, facts: dict[str, Fact]) -> None:
        """A name of today stands for one thing of then, and is none itself."""
        where = f"{self.folder.name}/common/since.yaml"
        then = {old.lower(): key for key, fact in facts.items() for old in fact.renamed}
        owners: dict[str, str] = {}
        for key, fact in facts.items():
            for new in (name for names in fact.renamed.values() for name in names):
                other = then.get(new.lower()) or owners.setdefault(new.lower(), key)
                if other != key or new.lower() in then:
                    what = f'"{new}" under {key} is also a name under {other}'
                    self.faults.append(Fault(where, None, what, "keep it in one place"))

    def _asked_before(self, asked: dict[str, str], text: str, owner: str) -> bool:
        return asked.setdefault(_plainly(text), owner) != owner

    def _complain_twice(self, asked: dict[str, str], at: Fault, text: str) -> None:
        what = f'"{text}" is also a phrasing of {asked[_plainly(text)]}'
        self.faults.append(Fault(at.where, at.line, what, "keep it in one place"))


def _plainly(text: str) -> str:
    return " ".join(text.lower().split()).rstrip("?!. ")


def _near(name: str, names: Any) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f'did you mean "{near[0]}"?' if near else ""
