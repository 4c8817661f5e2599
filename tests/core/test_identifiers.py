"""Identifiers that have a form of their own, and what only looks like one."""

import pytest

from bot.core.knowledge import Knowledge


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("email jo.bloggs@example.org about it", "email [email] about it"),
        ("write to sally at example dot com", "write to [email]"),
        ("ring 07700 900123 now", "ring [phone] now"),
        ("ring +44 (0) 7700 900123 now", "ring [phone] now"),
        ("ring O7700 900123 now", "ring [phone] now"),
        ("text \u0660\u0667\u0667\u0660\u0660 900 12\u0663", "text [phone]"),
        ("ring oh seven seven double oh nine double oh one two three", "ring [phone]"),
        ("ring 7700 900 123 now", "ring [phone] now"),
        ("ring 0044 (0) 7700 900 123 now", "ring [phone] now"),
        ("ring 07 seven double oh nine double oh one two three now", "ring [phone] now"),
        ("ring O77OO 9OO l23 now", "ring [phone] now"),
        ("ring 07700 nine hundred one two three", "ring [phone]"),
        ("ring 01632 96 04 41 now", "ring [phone] now"),
        ("NHS 943 476 5919 here", "NHS [nhs] here"),
        ("she lives at B12 9ZZ", "she lives at [postcode]"),
        ("dob 14/03/1989", "dob [date]"),
        ("born 9 aug 2006 here", "born [date] here"),
        ("d.o.b. 3rd of March 1988", "d.o.b. [date]"),
        ("dob 12.3.84 here", "dob [date] here"),
        ("born 3rd of march 84", "born [date]"),
        ("born on the third of march eighty four", "born on [date]"),
        ("d.o.b 1984-03-12", "d.o.b [date]"),
        ("DOB: the 2nd of the 3rd 2009", "DOB: [date]"),
        ("DOB 5/5/5", "DOB [date]"),
        ("dob 14-ii-86", "dob [date]"),
        ("aged 4, birthday the 9th of Feb", "aged 4, birthday [date]"),
        ("born on Christmas Day 1971", "born on [date]"),
        ("born feb 2021", "born [date]"),
        ("he turns 18 on the 22nd of november", "he turns 18 on [date]"),
        ("11th Jan 2008 so he is 16", "[date] so he is 16"),
        ("12/8/78 is his date of birth", "[date] is his date of birth"),
        ("date of birth is 030388", "date of birth is [date]"),
        ("her NI is QQ 12 34 56 C", "her NI is [insurance]"),
        ("the car AB12 CDE", "the car [vehicle]"),
        ("the car fj62 hlw", "the car [vehicle]"),
        ("reg P123 XYZ", "reg [vehicle]"),
        ("pnc 2011/028814L shows", "pnc [pnc] shows"),
        ("crn X418827 here", "crn [reference] here"),
        ("crime 22/CR/418830/23 again", "crime [reference] again"),
        ("court T20247193", "court [reference]"),
        ("log 412 of today", "log [reference] of today"),
        ("sort code 20-11-43 acc 00912345", "sort code [bank] acc [bank]"),
        ("sign in from 198.51.100.9 today", "sign in from [ip] today"),
        ("sign in from 2001:db8::8a2e:370:7334", "sign in from [ip]"),
        ("add @kp_realtalk or see facebook.com/ttward", "add [handle] or see [handle]"),
        ("on snap as bigmanj4y.07", "on snap as [handle]"),
        ("see https://example.org/x?y", "see [link]"),
        ("he is at 14 Made Up Street", "he is at [address]"),
        ("at flat 3 hollybush court", "at [address]"),
        ("both from 44 The Paddocks", "both from [address]"),
        ("he is at 41 Hollybush now", "he is at [address] now"),
        ("the house on Station Approach", "the house on [address]"),
        ("at The Old Dairy, Nupend Lane.", "at [address]."),
    ],
)  # fmt: skip
def test_an_identifier_is_replaced_by_its_kind(knowledge: Knowledge, text: str, left: str) -> None:
    assert knowledge.redactor.redact(text).text == left


@pytest.mark.parametrize(
    "text",
    [
        "0808 2000 247 or 0808 80 10 800 or 0808 800 5000 or 0800 1111",
        "0808 801 0327 or 0808 802 4040 or 116 123 or 0800 999 5428 or 0800 5999 247",
        "between 0900 and 1700",
        "in 2008/09 or 2013-14",
        "section 47 and the 2nd child",
        "10 weeks, 28 days, 60% and 14 ticks",
        "paragraphs 11.16 11.17 11.18 11.26",
        "2 weeks before court",
        "one or two, three four five times",
        "press 1 then 2 then 3",
        "the plate is 12 and she is 90",
        "he is 12 and born in care, on 5 May",
        "from 5 boroughs and of 3 women at 9 on Monday",
    ],
)
def test_helplines_times_years_and_paragraphs_are_no_identifiers(
    knowledge: Knowledge, text: str
) -> None:
    assert knowledge.redactor.redact(text).text == text
