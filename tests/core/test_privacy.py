"""What is left of a message before it is stored."""

import pytest

from bot.core.privacy import redact


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("email jo.bloggs@example.org about it", "jo.bloggs@example.org"),
        ("ring 07700 900123 now", "07700 900123"),
        (
            "phone me \u0660\u0667\u0667\u0660\u0660 \u0669\u0660\u0660 \u0661\u0662\u0663",
            "900 123",
        ),
        ("she lives at B12 9ZZ", "B12 9ZZ"),
        ("dob 14/03/1989", "14/03/1989"),
        ("her NI is QQ 12 34 56 C", "QQ 12 34 56 C"),
        ("the car AB12 CDE", "AB12 CDE"),
        ("he is at 14 Made Up Street", "14 Made Up Street"),
        ("resident called Testy McTest", "McTest"),
        ("spoke to Mrs Example today", "Example"),
    ],
)
def test_an_identifier_is_taken_out(text: str, secret: str) -> None:
    assert secret.lower() not in redact(text).text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "what does MAPPA category 3 level 2 mean",
        "is it 6 weeks before release or 6 months",
        "call 999 or 101",
        "which section of the 2008 act",
    ],
)
def test_a_harmless_question_is_left_alone(text: str) -> None:
    assert redact(text).text == text
