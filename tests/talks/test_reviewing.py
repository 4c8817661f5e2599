"""The queue: like with like, and two trainers never on the same matter unknowingly."""

from bot.chat.rounds import digest
from tests.talks.desk import CURRIES, CURRY, TICKET, Desk


async def test_like_stands_beside_like_with_its_clearest_wording(desk: Desk) -> None:
    await desk.three_ask()
    heard = await desk.says(desk.tess, "/review")
    assert heard.text.startswith("Questions waiting: 4. Groups of like ones: 2.")
    assert desk.labels(desk.tess)[:2] == [f"3 x {CURRY}", f"1 x {TICKET}"]
    heard = await desk.taps(desk.tess, f"3 x {CURRY}")
    assert heard.text.startswith(f'Group 1. Questions: 3\n"{CURRY}"\nIn other words:')
    assert "Asked on 24 November 2026" in heard.text
    assert "Why I was unsure: nothing near" in heard.text
    assert heard.text.endswith("Nobody is working on it.")
    assert "Nadia" not in heard.text


async def test_a_question_that_comes_later_joins_its_group(desk: Desk) -> None:
    await desk.asks(desk.person("Nadia"), CURRIES[0])
    await desk.says(desk.tess, "/review")
    desk.later(days=2)
    await desk.asks(desk.person("Omar"), CURRIES[1])
    await desk.opens(desk.tom)
    heard = desk.heard(desk.tom)
    assert heard.text.startswith("Group 1. Questions: 2")
    assert "First asked 24 November 2026, last 26 November 2026" in heard.text


async def test_who_claims_it_has_it_and_another_is_told_so(desk: Desk) -> None:
    await desk.three_ask()
    await desk.opens(desk.tess)
    heard = await desk.taps(desk.tess, "I take it")
    assert heard.text.endswith("You are working on it, until 27 November 2026.")
    await desk.says(desk.tom, "/review")
    assert desk.labels(desk.tom)[0] == f"Taken: 3 x {CURRY}"
    await desk.taps(desk.tom, desk.labels(desk.tom)[0])
    assert desk.heard(desk.tom).text.endswith("Tess is working on it, until 27 November 2026.")
    assert desk.labels(desk.tom) == ["Take it over", "All groups"]
    heard = await desk.taps(desk.tom, "Take it over")
    assert heard.text.endswith("You are working on it, until 27 November 2026.")


async def test_two_who_tap_at_once_are_not_both_on_it(desk: Desk) -> None:
    await desk.three_ask()
    await desk.opens(desk.tess)
    await desk.opens(desk.tom)
    both = (desk.tess, desk.tom)
    for who in both:
        desk.telegram.taps(who, desk.heard(who), "I take it")
    await desk.settles()
    ends = [desk.heard(who).text.splitlines()[-1].split(" working")[0] for who in both]
    assert ends in (["You are", "Tess is"], ["Tom is", "You are"])


async def test_a_claim_ends_by_itself_and_can_be_let_go_or_handed_over(desk: Desk) -> None:
    await desk.three_ask()
    await desk.opens(desk.tess)
    await desk.taps(desk.tess, "I take it")
    await desk.taps(desk.tess, "Hand it over")
    await desk.taps(desk.tess, "Tom")
    assert desk.heard(desk.tom).text == "Tess has handed you a group of questions: group 1."
    await desk.taps(desk.tom, "Open it")
    heard = await desk.taps(desk.tom, "Let it go")
    assert heard.text.endswith("Nobody is working on it.")
    await desk.taps(desk.tom, "I take it")
    desk.later(days=3, minutes=1)
    await desk.opens(desk.tess)
    assert desk.heard(desk.tess).text.endswith("Nobody is working on it.")
    acts = [row["act"] for row in await desk.rows("audit")]
    assert acts == ["group_claimed", "group_handed_over", "group_let_go", "group_claimed"]


async def test_buttons_filter_by_agency_topic_age_and_size(desk: Desk) -> None:
    nadia, *_ = await desk.three_ask()
    await desk.says(nadia, "/me")
    await desk.taps(nadia, "Health")
    await desk.asks(nadia, "who won the football last night then")
    await desk.says(desk.tess, "/review")
    await desk.taps(desk.tess, "Agency: any")
    heard = await desk.taps(desk.tess, "Agency: health")
    assert heard.text.startswith(
        "Questions waiting: 5. Groups of like ones: 3, of these shown: 2."
    )
    await desk.taps(desk.tess, "Agency: agency not known")
    heard = await desk.taps(desk.tess, "Asked: any number of times")
    assert "shown: 1." in heard.text
    heard = await desk.taps(desk.tess, "Last asked: any day")
    assert "None of them is as you have chosen below." in heard.text
    heard = await desk.taps(desk.tess, "Show all")
    assert heard.text == "Questions waiting: 5. Groups of like ones: 3. Tap one to read it."
    assert "Show all" not in desk.labels(desk.tess)


async def test_a_forged_filter_is_none(desk: Desk) -> None:
    await desk.three_ask()
    await desk.taps_data(desk.tess, await desk.says(desk.tess, "/review"), "v:p:-:-:5:9:0")
    assert desk.heard(desk.tess).text.endswith("Tap one to read it.")


async def test_a_digest_comes_once_a_week_and_off_by_choice(desk: Desk) -> None:
    await digest(desk.bots)
    assert desk.count(desk.tom) == 1
    await desk.three_ask()
    await desk.says(desk.tess, "/review")
    await desk.taps(desk.tess, "Remind me: once a week")
    await desk.taps(desk.tess, "Remind me: once a day")
    before = desk.count(desk.tess)
    for _ in range(8):
        await digest(desk.bots)
        desk.later(days=1)
    assert desk.count(desk.tess) == before
    assert desk.count(desk.tom) == 3
    assert "Groups of like ones: 2, of these in nobody's hands: 2." in desk.heard(desk.tom).text


async def test_a_restart_loses_no_claim(desk: Desk) -> None:
    await desk.three_ask()
    await desk.opens(desk.tess)
    await desk.taps(desk.tess, "I take it")
    await desk.stops()
    await desk.starts()
    await desk.opens(desk.tom)
    assert "Tess is working on it" in desk.heard(desk.tom).text
