"""The classification as a sentence: for the buyer on the page, for the reviewer beside the case (Q2, Q7)."""

from __future__ import annotations

from enum import StrEnum

from ciie_portal.domain.classification import Candidate, Certainty, Classification, DecidedBy, Flag, FlagKind
from ciie_portal.domain.trade_mission import Mission
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.rules import placeholders


class Reader(StrEnum):
    BUYER = "buyer"
    REVIEWER = "reviewer"


# {your} and {you} speak to the buyer or of the unit; Chinese says 单位 to both
SENTENCES: dict[DecidedBy, tuple[str, ...]] = {
    DecidedBy.NHC_MANAGED: (
        N_(
            "{your} unit is managed by the National Health Commission,"
            " whose institutions join its trade mission; so {mission} reviews {you}."
        ),
    ),
    DecidedBy.PARENT_DECLARED: (
        N_("{your} unit belongs to a central enterprise; so the review is with {mission}."),
    ),
    DecidedBy.GROUP_NAME: (
        N_("{your} name is that of a central enterprise; so the review is with {mission}."),
    ),
    DecidedBy.GROUP_NAME_BEGINS: (
        N_("{your} name begins with that of a central enterprise; so the review is probably with {mission}."),
    ),
    DecidedBy.CORPS_DECLARED: (
        N_(
            "{your} unit belongs to the Xinjiang Production and Construction Corps, which has its own trade"
            " mission; so {mission} reviews {you}, not {expected}'s."
        ),
        N_("{your} unit belongs to the Corps, which has its own trade mission; so {mission} reviews {you}."),
    ),
    DecidedBy.CORPS_CITY: (
        N_(
            "{your} address is in a city of the Xinjiang Production and Construction Corps, which has its own"
            " trade mission; so {mission} reviews {you}, not {expected}'s."
        ),
        N_("{your} address is in a city of the Corps; so {mission} reviews {you}."),
    ),
    DecidedBy.CORPS_SIGNS: (
        N_(
            "{your} name, address or credit code points to the Xinjiang Production and Construction Corps;"
            " so {mission} probably reviews {you}, not {expected}'s."
        ),
        N_("{your} name, address or credit code points to the Corps; so {mission} probably reviews {you}."),
    ),
    DecidedBy.PLANNED_CITY: (
        N_(
            "{your} address is in {place}, an independently planned city with its own trade mission;"
            " so {mission} reviews {you}, not {expected}'s."
        ),
        N_("{your} address is in {place}, an independently planned city; so {mission} reviews {you}."),
    ),
    DecidedBy.SUB_MISSION_AREA: (
        N_("{your} address is in the area of a trade sub-mission; so the review is with {mission}."),
    ),
    DecidedBy.SUB_MISSION_SECTOR: (
        N_("{your} industry is the field of a trade sub-mission; so the review is with {mission}."),
    ),
    DecidedBy.PROVINCE: (N_("{your} address is in {place}; so {mission} reviews {you}."),),
    DecidedBy.OVERSEAS: (
        N_("Overseas units are not classified into a trade mission; the organiser desk reviews {you}."),
    ),
    DecidedBy.SEVERAL_OWNERS: (
        N_("{your} answers fit several trade missions ({candidates}); the organiser desk decides."),
    ),
    DecidedBy.NATIONAL_CODE: (
        N_(
            "{your} credit code was given by the national authority, so the place alone does not decide"
            " ({candidates}); the organiser desk does."
        ),
        N_("{your} credit code was given by the national authority; the organiser desk decides."),
    ),
    DecidedBy.NO_ADDRESS: (
        N_("There is no usable registered address ({candidates}?); the organiser desk decides."),
        N_("There is no usable registered address; the organiser desk decides."),
    ),
}

REASONS: dict[DecidedBy, str] = {
    DecidedBy.NHC_MANAGED: N_("the unit says that the National Health Commission manages it"),
    DecidedBy.PARENT_DECLARED: N_("the unit names it as its parent group"),
    DecidedBy.GROUP_NAME: N_("the unit has the group's full name"),
    DecidedBy.GROUP_NAME_BEGINS: N_("the unit's name begins with the group's"),
    DecidedBy.GROUP_INSIDE_NAME: N_("the group's name is part of the unit's"),
    DecidedBy.CORPS_DECLARED: N_("the unit says that it belongs to the Corps"),
    DecidedBy.CORPS_CITY: N_("the registered address is in a city of the Corps"),
    DecidedBy.CORPS_SIGNS: N_("name, address or credit code points to the Corps"),
    DecidedBy.PLANNED_CITY: N_("the registered address is in that independently planned city"),
    DecidedBy.SUB_MISSION_AREA: N_("the registered address is in the sub-mission's area"),
    DecidedBy.SUB_MISSION_SECTOR: N_("the unit's industry is the sub-mission's field"),
    DecidedBy.PROVINCE: N_("the registered address is in its province"),
    DecidedBy.CODE_DIVISION: N_("the credit code was given in its province"),
    DecidedBy.OVERSEAS: N_("the unit is registered outside the Chinese mainland"),
    DecidedBy.SEVERAL_OWNERS: N_("several trade missions fit"),
    DecidedBy.NATIONAL_CODE: N_("the national authority gave the credit code"),
    DecidedBy.NO_ADDRESS: N_("there is no usable registered address"),
}

CERTAINTIES: dict[Certainty, str] = {
    Certainty.SURE: N_("certain"),
    Certainty.LIKELY: N_("likely"),
    Certainty.UNSURE: N_("not certain"),
}

FLAGS: dict[FlagKind, tuple[str, ...]] = {
    FlagKind.CODE_OF_ANOTHER_PROVINCE: (
        N_("The credit code was given in {place}; the registered address decides."),
        N_("The credit code was given in another province; the registered address decides."),
    ),
    FlagKind.NHC_BUT_LOCAL_CODE: (
        N_("Declared as managed by the health commission, but a local authority gave the credit code."),
    ),
    FlagKind.NAMED_AFTER_GROUP: (
        N_("The name is or begins like that of a central enterprise, but none was declared: {mission}?"),
        N_("The name is or begins like that of a central enterprise, but none was declared."),
    ),
    FlagKind.CORPS_CITY_NOT_YET: (
        N_("The city of the address had not been founded when registration for this edition closed."),
    ),
}
YOUR = {Reader.BUYER: "Your", Reader.REVIEWER: "The unit's"}
YOU = {Reader.BUYER: "you", Reader.REVIEWER: "the unit"}
YOUR_UNIT = {Reader.BUYER: "Your unit", Reader.REVIEWER: "The unit"}
DISAGREES = N_("The invitation code is of {mission}; by its answers the unit would belong to {classified}.")
UNDECIDED = N_("The invitation code is of {mission}; the answers alone do not say where the unit belongs.")


def explain(classification: Classification, locale: str, reader: Reader = Reader.BUYER) -> str:
    """Who reviews the unit, and why that one."""
    candidates = [_name(one.mission, locale) for one in classification.runners_up]
    facts = {"your": YOUR[reader], "you": YOU[reader]}
    if candidates:
        facts["candidates"] = ("、" if locale == "zh" else "; ").join(candidates)
    if classification.mission is not None:
        facts["mission"] = _name(classification.mission, locale)
        facts["place"] = _place(classification.mission, locale)
    if classification.instead_of is not None:
        facts["expected"] = _place(classification.instead_of, locale)
    text = _fill(SENTENCES[classification.by], locale, facts)
    return text.replace(f"{YOUR[reader]} unit", YOUR_UNIT[reader])


def explain_flag(flag: Flag, locale: str) -> str:
    """What the reviewer should look at."""
    facts = {}
    if flag.mission is not None:
        facts = {"mission": _name(flag.mission, locale), "place": _place(flag.mission, locale)}
    return _fill(FLAGS[flag.kind], locale, facts)


def explain_disagreement(classification: Classification, code_mission: Mission, locale: str) -> str:
    """For a unit with an invitation code whose answers point elsewhere: both, for the reviewer."""
    facts = {"mission": _name(code_mission, locale)}
    if classification.mission is None:
        return _fill((UNDECIDED,), locale, facts)
    return _fill((DISAGREES,), locale, {**facts, "classified": _name(classification.mission, locale)})


def describe_candidate(candidate: Candidate, locale: str) -> str:
    """A runner-up and why it is one: Zhejiang Trade Mission, because the address is in its province."""
    reason = gettext_in(locale, REASONS[candidate.by])
    name = _name(candidate.mission, locale)
    return gettext_in(locale, N_("{mission}, because {reason}"), mission=name, reason=reason)


def why_candidates(locale: str) -> str:
    """What the runners-up beneath were found by, and why a reviewer looks at them."""
    return gettext_in(
        locale,
        N_(
            "The answers point to other trade missions too, by a rule that counts less. Where one of them is"
            " right, transfer the unit before deciding:"
        ),
    )


def with_certainty(told: str, certainty: Certainty, locale: str) -> str:
    """Who reviews the unit and why, and how sure that is."""
    word = gettext_in(locale, CERTAINTIES[certainty])
    return gettext_in(locale, N_("{sentence} Certainty: {certainty}."), sentence=told, certainty=word)


def _fill(messages: tuple[str, ...], locale: str, facts: dict[str, str]) -> str:
    """The first wording whose facts are all known."""
    message = next((one for one in messages if placeholders(one) <= facts.keys()), messages[-1])
    return gettext_in(locale, message).format(**facts)


def _name(mission: Mission, locale: str) -> str:
    return mission.name(locale)


def _place(mission: Mission, locale: str) -> str:
    """宁波, Ningbo: the mission's name without what makes it a mission."""
    return mission.name(locale).removesuffix("交易团").removesuffix(" Trade Mission")
