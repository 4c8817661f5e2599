"""The index on disk gives the answers of the index just built."""

from pathlib import Path

from bot.core.answering import Answerer
from bot.core.building import build
from bot.core.knowledge import Knowledge
from bot.core.matching import Matcher
from bot.core.meaning import NoEncoder
from bot.store.index import index_for, load, save


def test_saved_and_loaded_it_matches_the_same(answerer: Answerer, tmp_path: Path) -> None:
    save(answerer.matcher.index, tmp_path / "one")
    cites = {entry.id: entry.cites for entry in answerer.knowledge.entries}
    again = Matcher(load(tmp_path / "one"), answerer.matcher.reader, cites)
    for asked in ("who signs the transfer", "what stops him after licence", "zzz"):
        message = again.read(asked)
        assert again.match(message) == answerer.matcher.match(message)
        assert again.index.sorter.chances(message.row)


def test_it_is_built_once_and_then_loaded(knowledge: Knowledge, tmp_path: Path) -> None:
    built: list[int] = []
    for _ in range(2):
        index_for(knowledge, NoEncoder(), tmp_path, lambda: built.append(1))
    assert built == [1]


def test_half_an_index_is_built_anew(knowledge: Knowledge, tmp_path: Path) -> None:
    index_for(knowledge, NoEncoder(), tmp_path, lambda: None)
    arrays = next((tmp_path / "index").glob("*/arrays.tensors"))
    arrays.write_bytes(arrays.read_bytes()[:1000])
    built: list[int] = []
    index_for(knowledge, NoEncoder(), tmp_path, lambda: built.append(1))
    assert built == [1]


def test_a_folder_that_cannot_be_written_only_costs_time(knowledge: Knowledge) -> None:
    assert index_for(knowledge, NoEncoder(), Path("/proc/nowhere"), lambda: None)


def test_the_same_knowledge_gives_the_same_index(knowledge: Knowledge) -> None:
    first, second = build(knowledge, NoEncoder()), build(knowledge, NoEncoder())
    assert (first.softmax.weights == second.softmax.weights).all()
    assert first.calibration.bias == second.calibration.bias
