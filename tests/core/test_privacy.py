"""What is left of a message before it is stored."""

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.knowledge import Knowledge
from bot.core.privacy import Redactor
from bot.core.words import clean

PARTS = (
    "ring 07700 900123 now", "her partner Mark says", "Tyrone Brown", "tyrone", "WHO CAN I TELL",
    "Mrs Hill", "hope", "Hope is 3", "[person]", "at 14 Made Up Street", "NHS 943 476 5919",
    "<b>", "what is a VOO?", "01/02/1990", "J. Smith", "kev's ex", ".", "called", "re", "O'Hara",
    "is now", "B12 9ZZ", "@handle_x", "(", "grace told DEAN", "\u0660\u0667",
)  # fmt: skip


@pytest.fixture(scope="module")
def redactor(knowledge: Knowledge) -> Redactor:
    return knowledge.redactor


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ask Tyrone Brown about it", "ask [person] about it"),
        ("tyrone brown keeps ringing", "[person] keeps ringing"),
        ("can I tell Mrs Hill", "can I tell Mrs [person]"),
        ("SHAUN IS OUT AND KAYLEIGH KNOWS IT", "[person] IS OUT AND [person] KNOWS IT"),
        ("kev was here with gaz", "[person] was here with [person]"),
        ("he spoke to K. Bellwether-Hughes", "he spoke to [person]"),
        ("Courtney-Leigh van der Berg is here", "[person] is here"),
        ("mohammed bin rashid al-farsi left", "[person] left"),
        ("jades ex is at the door", "[person] ex is at the door"),
        ("Summer's mum is here", "[person]'s mum is here"),
        ("he told GRACE to wait", "he told [person] to wait"),
        ("the victim is ZULRI FFOULKES-MORGAN", "the victim is [person]"),
        ("her partner Mark is out", "her partner [person] is out"),
        ("Perp lives here, Hope is 3", "Perp lives here, [person] is 3"),
        ("will smith is out", "[person] is out"),
        ("the resident goes by Smiler", "the resident goes by [person]"),
        ("spoke to grace today about it", "spoke to [person] today about it"),
        ("mum is called faith", "mum is called [person]"),
        ("my client will who lives alone", "my client [person] who lives alone"),
        ("mark has breached again", "[person] has breached again"),
        ("is mark allowed near the school", "is [person] allowed near the school"),
        ("Hope and her kids are here", "[person] and her kids are here"),
        ("can you let hope know", "can you let [person] know"),
        ("Mark Hill has moved", "[person] has moved"),
        ("M (17) told me", "[person] (17) told me"),
        ("the mother (Hope) is here", "the mother ([person]) is here"),
        ("Victim: hope, Perp: mark", "Victim: [person], Perp: [person]"),
        ("may and kyle are here", "may and [person] are here"),
        ("Mark/Kyle were here", "[person]/[person] were here"),
        ("I saw Mrs K and mr b.", "I saw Mrs [person] and mr [person]."),
        ("is baby T safe", "is baby [person] safe"),
        ("J.S. told me", "[person] told me"),
        ("initials RM here", "initials [person] here"),
        ("#helpforkyle is on here", "[handle] is on here"),
        ("Aisha, Fatima and Zayn are safe", "[person], [person] and [person] are safe"),
    ],
)  # fmt: skip
def test_a_name_goes_whole_however_it_is_written(redactor: Redactor, text: str, left: str) -> None:
    assert redactor.redact(text).text == left


@pytest.mark.parametrize(
    "text",
    [
        "what does MAPPA category 3 level 2 mean",
        "is it 6 weeks before release or 6 months",
        "call 999 or 101",
        "which section of the 2008 act",
        "will the review be held in May, I hope so",
        "mark the form as high or not",
        "may I ask about the grace period",
        "who wrote it, Anne Binney or Gill Baker",
        "is Sara the same as Calm",
        "does West Mercia use Carefirst",
        "what is Clare's Law and what does Women's Aid do",
        "what does Working Together say in paragraph 11.18",
        "BDHR/2013-14/02 recommendation 3",
        "who knew on 31 May 2013",
        "WHO IS TOLD FIRST IN WALES",
        "my client is Christian and her family say no",
        "the client will not say and mum may not know",
        "I will ask, and may I say it",
        "who may say, a dean of the college or his angel",
        "a frank discussion of the grace period at dawn",
        "can she sue or will he rob a bank",
        "there is a mark on her neck",
        "V.O.O. and D.A. and category B",
        "do I bring it to the Crown Court",
    ],
)
def test_a_message_without_identifiers_stays_as_it_was(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text).text == text


def test_what_was_taken_out_is_counted_by_kind(redactor: Redactor) -> None:
    redacted = redactor.redact("Tyrone and Shaun, ring 07700 900123")
    assert redacted.text == "[person] and [person], ring [phone]"
    assert redacted.removed == {"person": 2, "phone": 1}


def test_a_word_that_nobody_knows_is_dropped_but_a_slip_of_the_finger_is_forgiven(
    redactor: Redactor,
) -> None:
    assert redactor.redact("ask zuvleqa about it").text == "ask [person] about it"
    assert redactor.redact("the probaton officer").text == "the probaton officer"


@given(st.lists(st.sampled_from(PARTS), max_size=9).map(" ".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_redacting_twice_changes_nothing_more(redactor: Redactor, text: str) -> None:
    once = redactor.redact(text).text
    assert redactor.redact(once).text == once


@given(st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_at_all_can_be_redacted_and_then_no_more(redactor: Redactor, text: str) -> None:
    once = redactor.redact(text).text
    assert redactor.redact(once).text == once


@given(
    st.integers(0, 999_999_999),
    st.sampled_from(["0{}", "+44 {}", "0044{}", "(0){}"]),
    st.sampled_from(["", " ", "-", "."]),
)
def test_no_digits_of_a_removed_phone_survive(
    redactor: Redactor, number: int, form: str, gap: str
) -> None:
    digits = f"7{number:09}"
    phone = form.format(gap.join((digits[:4], digits[4:7], digits[7:])))
    assert not re.search(r"\d", redactor.redact(f"ring her on {phone} please").text)


@pytest.mark.parametrize(
    "part",
    ["<b>", "12 Ab ", "07700 900123 ", "zyx qwe ", "Ab, ", "x@", "a.", "A. ", "1 ", "[person "],
)
def test_very_long_input_takes_no_longer_than_its_length(redactor: Redactor, part: str) -> None:
    text = (part * 20_000)[:20_000]
    began = time.process_time()
    redactor.redact(text)
    assert time.process_time() - began < 0.5


def test_accents_and_marks_do_not_hide_a_name(redactor: Redactor) -> None:
    assert redactor.redact("ask Si\u00e2n").text == "ask [person]"
    assert clean("Si\u00e2n") == "Sian"
