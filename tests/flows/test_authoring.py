"""For authors: the schema is fresh, and a skeleton is nearly an entry."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.core.answering import Answerer
from bot.core.entry import Entry, Fact, Gap, Pack, Step
from bot.core.errors import FaultyError
from bot.flows.authoring import entry_schema, new_id, skeleton
from bot.store.library import load
from tests.conftest import ROOT, SMALL

QUESTION = 'can a "GP" share notes: yes or no?'


@pytest.fixture
def made(answerer: Answerer) -> str:
    return skeleton(QUESTION, answerer.knowledge, answerer.matcher, date(2028, 2, 29))


def test_the_schema_beside_the_knowledge_is_fresh() -> None:
    path = ROOT / "knowledge/entry.schema.json"
    assert path.read_text(encoding="utf-8") == entry_schema(), "run `python -m bot schema`"


def test_the_schema_describes_every_field_an_author_writes() -> None:
    fields = json.loads(entry_schema())["properties"]
    assert "topic" not in fields
    assert all(field["description"] for field in fields.values())
    assert {"for", "asks", "cites", "counts"} <= set(fields)


def test_a_skeleton_holds_the_question_its_neighbours_and_dates(
    made: str, answerer: Answerer
) -> None:
    value = yaml.load(made, Loader=yaml.BaseLoader)  # noqa: S506 - text only
    assert value["id"] == "gp-share-notes"
    assert value["asks"] == [QUESTION]
    assert (value["reviewed"], value["review_by"]) == ("2028-02-29", "2029-02-28")
    assert len(value["related"]) == 3
    for near in value["related"]:
        assert f"#   {near}: {answerer.knowledge.by_id[near].title}" in made


def test_a_skeleton_is_refused_until_it_is_filled_and_then_accepted(
    made: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(SMALL, tmp_path / "knowledge"))
    path = folder / "bdhr-2013-14-02/terms/gp-share-notes.yaml"
    path.write_text(made, encoding="utf-8")
    with pytest.raises(FaultyError) as caught:
        load(folder)
    said = str(caught.value)
    assert '"answer"' in said
    assert '"cites"' in said
    filled = made.replace('answer: ""', "answer: Ask.").replace("cites: []", 'cites: ["11.18"]')
    path.write_text(filled, encoding="utf-8")
    assert "gp-share-notes" in load(folder).by_id


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What is it?", "what-is-it"),
        ("who's signing off the transfer", "signing-transfer"),
        ("supercalifragilistic " * 9, "supercalifragilistic-supercalifragilistic-sup"),
    ],
)
def test_an_id_comes_from_the_telling_words(question: str, name: str) -> None:
    assert new_id(question, ()) == name
    assert new_id(question, {name}) == f"{name}-2"


GUIDE = ROOT / "knowledge/README.md"


def test_the_authors_guide_shows_a_real_entry_and_names_every_field_and_file() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    found = re.search(r"```yaml\n# (\S+)\n(.*?)\n```", guide, re.S)
    assert found is not None
    name, example = found.groups()
    real = yaml.load((ROOT / "knowledge" / name).read_text(), yaml.BaseLoader)  # noqa: S506
    shown = yaml.load(example, yaml.BaseLoader)  # noqa: S506 - text only
    assert shown.pop("asks") == real.pop("asks")[:3]
    assert shown == real
    for shape in (Entry, Step, Pack, Gap, Fact):
        for field, info in shape.model_fields.items():
            assert field == "topic" or f"`{info.alias or field}`" in guide, field
    for path in (ROOT / "knowledge/common").iterdir():
        assert f"`{path.name}`" in guide, path.name
