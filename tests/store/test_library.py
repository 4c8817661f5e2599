"""Knowledge on disk: every fault at once, each with its file, line and cure."""

import shutil
from pathlib import Path

import pytest

from bot.core.entry import Entry
from bot.core.errors import FaultyError
from bot.store.library import fingerprint, load
from bot.store.yamls import Document, dump, parse
from tests.conftest import NOW, SMALL

VOO = "bdhr-2013-14-02/terms/term-voo.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "knowledge"))


def change(folder: Path, old: str, new: str, name: str = VOO) -> None:
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


def faults(folder: Path) -> list[str]:
    with pytest.raises(FaultyError) as caught:
        load(folder)
    return [str(fault) for fault in caught.value.faults]


def test_a_misspelt_key_suggests_the_right_one(folder: Path) -> None:
    change(folder, "answer: |", "anser: |")
    assert faults(folder) == [
        f'knowledge/{VOO}:4: unknown key "anser" -> did you mean "answer"?',
        f'knowledge/{VOO}:1: "answer" is missing -> add it',
    ] or f'knowledge/{VOO}:4: unknown key "anser" -> did you mean "answer"?' in faults(folder)


def test_every_fault_of_every_file_is_reported_at_once(folder: Path) -> None:
    change(folder, "kind: term", "kind: termm")
    change(folder, "id: term-imr", "id: term-imrs", "bdhr-2013-14-02/terms/term-imr.yaml")
    change(folder, "confidence: high", "confidence: sure", "common/since.yaml")
    said = "\n".join(faults(folder))
    assert f'{VOO}:2: "kind" "termm" is not one of' in said
    assert '"term-imrs" is not the file name -> term-imr' in said
    assert "common/since.yaml" in said


def test_a_link_to_nothing_names_what_was_meant(folder: Path) -> None:
    change(folder, "related: [voo-criteria", "related: [voo-criterion")
    assert any(
        '"voo-criterion" is related but there is no such entry -> did you mean "voo-criteria"?'
        in fault
        for fault in faults(folder)
    )


def test_a_phrasing_may_stand_in_one_entry_only(folder: Path) -> None:
    change(folder, "asks:\n", 'asks:\n  - "What does MAPPA stand for??"\n')
    change(
        folder,
        "asks:\n",
        'asks:\n  - "what does mappa  stand for"\n',
        "bdhr-2013-14-02/terms/term-mappa.yaml",
    )
    assert any("is also a phrasing of" in fault for fault in faults(folder))


def test_broken_yaml_says_its_line(folder: Path) -> None:
    change(folder, "cites: [", "cites: [[")
    assert any(f"{VOO}:" in fault and "is not YAML" in fault for fault in faults(folder))


def test_a_key_that_stands_twice_is_a_fault(folder: Path) -> None:
    change(folder, "kind: term", "kind: term\nkind: term")
    assert any('"kind" stands here twice' in fault for fault in faults(folder))


def test_an_answer_of_more_than_ninety_words_is_a_fault(folder: Path) -> None:
    change(folder, "answer: |", "answer: |\n  " + "word " * 60)
    assert any("an answer has at most 90" in fault for fault in faults(folder))


def test_an_anchor_bomb_is_only_a_fault(folder: Path) -> None:
    bomb = "a: &a [x,x,x]\n" + "\n".join(
        f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a}]"
        for a, b in zip("abcdefg", "bcdefgh")  # noqa: B905
    )
    (folder / VOO).write_text(bomb)
    assert faults(folder)


def test_an_entry_survives_being_written_and_read(folder: Path, tmp_path: Path) -> None:
    for entry in load(folder).entries:
        value = entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        (tmp_path / "one.yaml").write_text(dump(value), encoding="utf-8")
        again = parse(Entry, Document(tmp_path / "one.yaml", "one.yaml"), topic=entry.topic)
        assert again == entry


@pytest.mark.parametrize(
    "text", ["no", "on", "1:30", "2017-05-01", "~", "0x1f", "1e3", "- x", "é"]
)
def test_what_yaml_would_change_keeps_its_text(text: str, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(dump({"a": text}), encoding="utf-8")
    assert Document(tmp_path / "one.yaml", "one.yaml").value == {"a": text}


def test_the_fingerprint_follows_the_content(folder: Path) -> None:
    before = fingerprint(folder)
    assert fingerprint(folder) == before
    change(folder, "reviewed: 2026", "reviewed: 2025")
    assert fingerprint(folder) != before


def test_a_folder_without_knowledge_is_one_clear_sentence(tmp_path: Path) -> None:
    assert faults(tmp_path) == [f"{tmp_path}: holds no pack.yaml -> add one in a folder"]


def test_a_wrong_line_among_the_names_is_shown_with_its_number(folder: Path) -> None:
    path = folder / "common/names.txt"
    path.write_text("stray\n[given names]\nTyrone\n[nicknames]\nkev\n")
    said = faults(folder)
    assert "knowledge/common/names.txt:1: stands above the first heading" in said
    assert '"Tyrone" is not in lower case and without accents' in "\n".join(said)
    assert 'names.txt:4: "nicknames" is no list' in "\n".join(said)
    assert 'the list "surnames" is empty or missing' in "\n".join(said)


def test_under_any_embargo_entries_are_held_back_until_a_moment_is_named(folder: Path) -> None:
    pack = "bdhr-2013-14-02/pack.yaml"
    change(folder, "owner:", "embargo: 2020-01-01\nowner:", pack)
    held = load(folder)
    assert held.entries == ()
    assert held.at(NOW).entries == load(SMALL).entries
    change(folder, "embargo: 2020-01-01", "embargo: soon", pack)
    (said,) = faults(folder)
    assert said.startswith(f'knowledge/{pack}:8: "embargo" is not a moment in UTC such as')


def test_a_new_name_stands_for_one_thing_only(folder: Path) -> None:
    since = "common/since.yaml"
    change(folder, "renamed: {HMIC: [HMICFRS,", "renamed: {HMIC: [IOPC,", since)
    change(folder, "renamed: {DHR: [DARDR,", "renamed: {DHR: [scr,", since)
    said = faults(folder)
    assert any('"IOPC" under hmic-hmicfrs is also a name under ipcc-iopc' in each for each in said)
    assert any('"scr" under dhr-dardr is also a name under child' in each for each in said)
