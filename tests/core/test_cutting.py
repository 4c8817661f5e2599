"""Cutting a report: paragraphs, recommendations, lessons, terms, footnotes, actions."""

from bot.core.cutting import cut

REPORT = """
A REVIEW

GLOSSARY

VOO Violent Offender

Order

ROSH Risk of Serious Harm

CONTENTS

Introduction\t1

1. Introduction

- 1.1 Police officers **found** the note.
- 1.2 It was a joint review¹ with conditions:
 - the first
 - the second

¹ Of three kinds

and it went on after the page turned.

2 ANALYSIS

An opening without a number.

The Woman

2.1 She was well
supported.

Information Sharing

Recommendation 1

Write it down.

Aim:

to remember.

- 2.2 After that.

3 Lessons Learnt

- Share early
- Record what was done,
 and why

4 Conclusion

4.1 It could have been foreseen.

APPENDIX A

Bibliography

APPENDIX B

There are two actions.

Big Town Police

- To have a policy.

All staff to be trained.

Little Town Council

- Remind staff
 to write.
"""


def test_every_kind_of_passage_is_found_with_its_heading() -> None:
    found = cut(REPORT, {"btp": "Big Town Police", "ltc": "Little Town Council"})
    texts = {locator: passage.text for locator, passage in found.items()}
    assert texts == {
        "glossary:VOO": "Violent Offender Order",
        "glossary:ROSH": "Risk of Serious Harm",
        "1.1": "Police officers found the note.",
        "footnote-1": "Of three kinds",
        "1.2": "It was a joint review¹ with conditions: - the first - the second "
        "and it went on after the page turned.",
        "2.0": "An opening without a number.",
        "2.1": "She was well supported.",
        "rec-1": "Write it down. Aim: to remember.",
        "2.2": "After that.",
        "lesson-1": "Share early",
        "lesson-2": "Record what was done, and why",
        "4.1": "It could have been foreseen.",
        "appendix-b:btp-1": "To have a policy.",
        "appendix-b:btp-2": "All staff to be trained.",
        "appendix-b:ltc-1": "Remind staff to write.",
    }
    assert found["2.2"].heading == "2 ANALYSIS"
    assert found["lesson-1"].heading == "3 Lessons Learnt"
    assert found["appendix-b:btp-1"].heading == "APPENDIX B"
    assert found["glossary:VOO"].heading == "GLOSSARY"


def test_a_text_without_numbers_has_no_passages() -> None:
    assert cut("Dear all,\n\nnothing here.\n") == {}


def test_an_agency_without_a_short_name_is_called_by_its_heading() -> None:
    assert "appendix-b:little-town-council-1" in cut(REPORT)
