"""Places in a sentence where only a person can stand: "spoke to ...", "my client ... who"."""

import re

from bot.core.writing import Text


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _any(words: str) -> str:
    """One of these words, as a pattern; an underscore stands for a blank."""
    return f"(?:{'|'.join(words.replace('_', ' ').split())})".replace(" ", r"[ ]")


_FAR = 48  # characters after a word that are looked at
_MODALS = _set("will may can")
MOMENTS = _set("""
    april may june august jan autumn winter summer easter friday saturday sunday monday tuesday
    wednesday thursday
""")
# Names that are things which may be seen, had or told of.
_THINGS = _set("""
    justice honour honor peace praise promise chance trace scar mark stone star storm bell lane
    dot grant bill kit guy favour rain rainbow river forest wood heaven love hope king queen royal
    lance don max gift dream rush chase true tiny golden reg card cash den blade echo fate journey
    desire essence haven major colonel junior gay happiness goodness freedom wisdom victory art
    rose drew charity faith
""")
# Of these, the ones that are so common as names that what only people do tells them apart.
_PEOPLE_TOO = _set("mark grant hope faith rose will drew chase")
_NEVER_TOLD = _set("truth hope love faith chance justice")
KIN = _set("""
    client clients resident patient pt partner husband wife tenant victim vic perp offender lad
    girl lady bloke son daughter brother sister mum mom dad nan gran uncle auntie aunt cousin
    neighbour colleague baby child boyfriend girlfriend bf gf ex stepdad stepson stepmum grandson
    friend mate nephew niece mother father hubby twin worker applicant suspect witness carer boy
    man woman officer nurse midwife inspector sergeant constable teacher solicitor judge paramedic
    keyworker
""")
_LABELS = KIN | _set("name names re")
_CLAUSE = _set("""
    and but so because cos coz when that since if while then now today yesterday think
""")
_ACTING = _set("""
    lost went moved kicked pushed slapped bit grabbed choked stabbed raped beats beat hurts
    disclose attended attends attending reported reports presented contacted visited visits
    explained agreed agrees declined declines accepted accepts stated states alleges alleged
    confirmed confirms described describes claims claimed confided spoke speaks stays stayed
    drinks drank goes works worked ran sent sends got had gave started stopped blames blamed
    stalked follows followed breached retracted withdrew consented consents rents attempted
    overdosed absconded reoffended relapsed self-harms self-harmed minimises couldnt couldn't
    wouldnt wouldn't cant can't smacked bruised turned took broke fell rang hit hits punched
    strangled threatened wants hurt owns drove drives
""")

# What stands before.
_TALKS = re.compile(
    r"\b(?:"
    + _any("""
        spoke spoken speak speaking spk talk talked talking chat chatted chatting listened wrote
        disclosed married engaged explained introduced related
    """)
    + r" (?:to|2|with|w/?)|"
    + _any("live lives lived living stay stays stayed staying moved gone sleeping in")
    + r" with|"
    + _any("home session visit appt appointment meeting call relationship interview")
    + r" (?:with|w/?)|pregnant (?:by|with)|"
    + _any("statement call text message letter email")
    + r" from|"
    + _any("worried concerned concerns worries")
    + r" (?:about|for|abt)|all about|behalf of) $",
    re.I,
)
_TELLS = re.compile(
    r"\b"
    + _any("""
        asked told rang phoned texted messaged emailed interviewed visited supervised supervising
        visiting ringing phoning texting assessed contacted arrested punched slapped strangled
        choked hit hits threatened seen saw seeing met see
    """)
    + " $",
    re.I,
)
_LETS = re.compile(
    r"\b" + _any("tell let ring text phone ask telling letting help protect support") + " $", re.I
)
_FOR = re.compile(r"\b(?:for|4|about|abt|with|w|from|by|re) $", re.I)
_HAD = re.compile(r"\b" + _any("had got have ive i've seen with is was hes shes") + " $", re.I)
_DID = re.compile(
    r"\b" + _any("does did is was can has should would could doesnt isnt") + " $", re.I
)
_LABEL = re.compile(r" ?[:=-]+>? ?")

# What stands after.
_END = re.compile(r"$|[.,;:)/-]")
_CLOSED = re.compile(
    r"(?:'s)?(?:$|[.,;:!?)]| "
    + _any("""
        today yesterday tonight tonite nite 2nite this last again about abt if and n & who whos
        who's on at now since she shes he hes they because cos coz bc but so then when that is was
        has hasnt isnt wasnt earlier just before after also alone over whether what how why where
        re lives says said in
    """)
    + r"\b)",
    re.I,
)
_SURELY = re.compile(r" (?:who|whos|who's|has|hasnt|is|isnt|was|says|said)\b|'s\b|, \d| \(", re.I)
_PERSON_NEXT = re.compile(
    r",? (?:(?:she|he|shes|hes|she's|he's|who|who's|whos|(?:and|n|&|\+) (?:her|his|the|\d))\b"
    r"|(?:aged? )?\d{1,2}\b(?! ?(?:days?|weeks?|months?|years? (?!old)|hours?|%)))",
    re.I,
)
_HERE = re.compile(
    r" (?:here|in (?:clinic|the (?:office|unit)|reception|custody|today|this (?:am|morning|pm))"
    r"|on (?:the|my) (?:phone|line|caseload|books)|sat here|crying)\b",
    re.I,
)
_ABLE = re.compile(
    r" (?:(?:still|now|also|even) )?(?:come(?! up)|"
    + _any("""
        have_to need needs needed get_to go know want live stay move see allowed able entitled
        eligible ok safe aware due known not_on told been_told really say tell contact hit hurt
        leave attend engage
    """)
    + r")\b",
    re.I,
)
_SUFFERED = _any("""
    told arrested charged released recalled discharged hurt hit assaulted threatened referred
    found removed taken born placed sectioned detained stabbed raped abused groomed strangled
    beaten admitted evicted stopped bailed
""")
_OFTEN = "(?:" + _any("now just only also still never always not already") + " )?"
_RELATIVE = _any("""
    name mum dad partner ex son daughter brother sister wife husband client service tenant patient
    resident victim perp offender lad supervisee key neighbour nan friend mate baby cousin
""")
_DOES = re.compile(
    r" (?:(?:has|hasn't|hasnt|had) "
    + _OFTEN
    + r"(?:been (?:seen|in|to|at|with|refusing|drinking|"
    + _SUFFERED
    + r")|(?:a|an|his|her|two|three|four|2|3|4|five|no|new) \w+|"
    + _any("""
        breached told said left moved gone come rung asked missed refused disclosed reported
        admitted threatened attended stopped started taken called texted turned blocked applied
        withdrawn retracted got lost capacity dementia adhd autism kids
    """)
    + r")|(?:is|was|isn't|isnt|'s|wasn't|wasnt) "
    + _OFTEN
    + rf"(?:(?:his|her|their|my|our) (?:\w+ )?{_RELATIVE}"
    + r"|on (?:a|an|the (?:register|phone|line|way|run)|"
    + _any("licence lic tag bail remand recall probation level")
    + r")|in (?:custody|prison|jail|hospital|court|refuge|a&e|the)|at (?:the|his|her|my|risk)"
    + r"|with (?:his|her|the|me|us)|"
    + _any("""
        asking saying telling threatening drinking using homeless autistic deaf going coming
        getting nfa mappa visor subject known wanted serving
    """)
    + rf"|{_SUFFERED})|(?:and|&|n) (?:her|his|their) (?:{_RELATIVE}|kids?|children|family"
    + r"|boyfriend|girlfriend|bf|gf|twins|dog)|on "
    + _any("level licence lic tag bail remand recall probation")
    + rf")\b|, (?:her|his|my|our|their) {_RELATIVE}\b"
    r"| \d{1,2}(?= and\b| &|,|$| n\b| lives?\b| is\b|\))",
    re.I,
)


def only_a_person(text: Text, i: int) -> bool:
    """Whether the words around leave room for nothing but a person."""
    base = text.words[i].base
    if base in MOMENTS and not text.words[i].capital:
        return bool(_TALKS.search(text.led(i)) and _PERSON_NEXT.match(text.rest(i, _FAR)))
    return _spoken_of(text, i, base) or _related(text, i, base) or _acts(text, i, base)


def closes(text: Text, i: int) -> bool:
    """Whether what follows a word could not go on with a thing."""
    return bool(_CLOSED.match(text.rest(i, _FAR))) or text.after(i) in _ACTING


def _thing(base: str) -> bool:
    return base in _MODALS or base in _THINGS or base in MOMENTS


def _spoken_of(text: Text, i: int, base: str) -> bool:
    """ "spoke to ... today", "let ... know", "a refuge for ... and her baby"."""
    led, rest = text.led(i), text.rest(i, _FAR)
    closed = bool(_CLOSED.match(rest))
    if _TALKS.search(led):
        return closed
    if _FOR.search(led) and base not in _MODALS:
        return bool(_PERSON_NEXT.match(rest))
    if _HAD.search(led) and _HERE.match(rest):
        return True
    if _LETS.search(led):
        if base in _MODALS:
            return closed and led.lower().endswith(("tell ", "let "))
        told = base not in _NEVER_TOLD and (base in _PEOPLE_TOO or not _thing(base))
        return rest.startswith(" know") or (told and closed)
    return closed and not _thing(base) and bool(_TELLS.search(led))


def _related(text: Text, i: int, base: str) -> bool:
    """ "my client ... who", "the mother (...)", "Victim: ..."."""
    before, gap, rest = text.before(i), text.gap(i), text.rest(i, _FAR)
    if before in KIN and gap == " ":
        acts = base not in _MODALS and text.after(i) in _ACTING
        return acts or bool((_SURELY if _thing(base) else _CLOSED).match(rest))
    if gap.endswith("("):
        capital = text.words[i].capital
        return (rest[:1] == ")" or (rest[:1] == "," and capital)) and (before in KIN or capital)
    labelled = before in _LABELS and bool(_LABEL.fullmatch(gap))
    return labelled and (text.words[i].capital or bool(_END.match(rest.strip())))


def _acts(text: Text, i: int, base: str) -> bool:
    """ "... has breached", "is ... allowed"."""
    rest = text.rest(i, _FAR)
    person = base in _PEOPLE_TOO or not _thing(base)
    if _DID.search(text.led(i)) and base not in _MODALS and _ABLE.match(rest):
        return person
    if base in MOMENTS or not (text.words[i].first or text.before(i) in _CLAUSE):
        return False
    return bool(_DOES.match(rest)) or (person and text.after(i) in _ACTING)
