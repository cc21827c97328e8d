"""The help desk's other words: what was found by which fact, notices by name, what to ask next."""

from __future__ import annotations

from ciie_portal.domain.notice import NoticeChannel, NoticeKind
from ciie_portal.domain.progress import Holder
from ciie_portal.domain.searched import Fact
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.desk_queue import days
from ciie_portal.wording.notices import people
from ciie_portal.wording.progress import holder_name

# said on the telephone, where one says 您
SAYS_NO_NUMBERS = N_(
    "I cannot read out identity numbers. I can confirm the last four digits that you give me."
)
FACTS: dict[Fact, str] = {
    Fact.REFERENCE: N_("reference"),
    Fact.MOBILE: N_("mobile number"),
    Fact.EMAIL: N_("email address"),
    Fact.CREDIT_CODE: N_("credit code or registration number"),
    Fact.DOCUMENT: N_("document number"),
    Fact.NAME: N_("name"),
}
NOTICE_NAMES: dict[NoticeKind, str] = {
    NoticeKind.VERIFICATION: N_("Verification code"),
    NoticeKind.RECEIVED: N_("Registration received"),
    NoticeKind.RETURNED: N_("Returned for correction"),
    NoticeKind.REJECTED: N_("Unit not approved"),
    NoticeKind.APPROVED: N_("Unit approved"),
    NoticeKind.PAYMENT_RECEIVED: N_("Payment received"),
    NoticeKind.PASSED: N_("Personnel review passed"),
    NoticeKind.FAILED: N_("Personnel review not passed"),
    NoticeKind.REFUND_PAID: N_("Refund paid"),
    NoticeKind.DISPATCHED: N_("Certificates sent"),
    NoticeKind.READY: N_("Certificates ready"),
    NoticeKind.HOW_TO_OBTAIN: N_("How to obtain the certificate"),
    NoticeKind.CODE_GRANTED: N_("Invitation code granted"),
    NoticeKind.CODE_REFUSED: N_("Invitation code declined"),
    NoticeKind.TRANSFERRED: N_("Moved to another trade mission"),
    NoticeKind.MOVE_DECLINED: N_("Move declined"),
    NoticeKind.LEFT_OUT: N_("Not included"),
    NoticeKind.DRAFT_REMINDER: N_("Reminder to submit"),
    NoticeKind.PAY_REMINDER: N_("Reminder to pay"),
    NoticeKind.ACCOUNT_CHANGED: N_("Contact changed"),
    NoticeKind.SIGN_IN_BLOCKED: N_("Sign-in blocked"),
    NoticeKind.PASSWORD_CHANGED: N_("Password changed"),
}


def fact_name(locale: str, fact: Fact) -> str:
    return gettext_in(locale, FACTS[fact])


def found_line(locale: str, count: int, fact: str, has_more: bool) -> str:
    """How many were found by which fact; what to do where there are too many or none."""
    if not count:
        return gettext_in(locale, N_("Nobody was found."))
    name = fact_name(locale, Fact(fact))
    if has_more:
        return gettext_in(
            locale,
            N_("More than {count} found by the {fact}. Ask for the whole name or another fact."),
            count=count,
            fact=name,
        )
    one, several = N_("1 found by the {fact}."), N_("{count} found by the {fact}.")
    return gettext_in(locale, one if count == 1 else several, count=count, fact=name)


def notice_name(locale: str, kind: NoticeKind) -> str:
    return gettext_in(locale, NOTICE_NAMES[kind])


def channel_and_contact(locale: str, channel: NoticeChannel, contact: str) -> str:
    """SMS to 138****1234 · 短信至138****1234"""
    text = N_("SMS to {contact}") if channel is NoticeChannel.SMS else N_("Email to {contact}")
    return gettext_in(locale, text, contact=contact)


def channel_word(locale: str, channel: NoticeChannel) -> str:
    return gettext_in(locale, N_("SMS") if channel is NoticeChannel.SMS else N_("email"))


def sends_again(locale: str, contact: str) -> str:
    """The notice will be sent again to 138****1234."""
    return gettext_in(locale, N_("The notice will be sent again to {contact}."), contact=contact)


def digits_answer(locale: str, is_match: bool) -> str:
    """What the clerk says about the four characters; the document itself is never told."""
    if is_match:
        return gettext_in(locale, N_("The last four characters agree with the document."))
    return gettext_in(
        locale, N_("The last four characters do not agree. Ask for another fact before going on.")
    )


def with_whom(locale: str, holder: Holder, mission: str, since: str) -> str:
    """With Ningbo Trade Mission since 8 June; empty where nobody has to do anything."""
    if holder is Holder.NOBODY:
        return ""
    if holder is Holder.BUYER:
        return gettext_in(locale, N_("Waiting on the buyer since {date}"), date=since)
    who = holder_name(locale, holder, mission)
    if locale == "en" and who.startswith("The "):
        who = f"the {who[4:]}"
    return gettext_in(locale, N_("With {who} since {date}"), who=who, date=since)


def past_the_goal(locale: str, holder: Holder, mission: str, waited: int, goal: int) -> str:
    """What the clerk does where a review takes longer than the goal."""
    who = holder_name(locale, holder, mission)
    if locale == "en" and who.startswith("The "):
        who = f"the {who[4:]}"
    return gettext_in(
        locale,
        N_("Waiting for {waited}; the goal is {goal}. Note the call and ask {who} to decide."),
        waited=days(locale, waited),
        goal=days(locale, goal),
        who=who,
    )


def ask_about_notice(locale: str, channel: NoticeChannel, notice: str, date: str, state: str) -> str:
    """What to ask about the newest notice, by its state: sent, failed, queued."""
    texts = {
        "sent": N_("Also ask: has the {channel} of {date} arrived ({notice})? It was sent."),
        "failed": N_(
            "The {channel} of {date} ({notice}) could not be delivered. Check the contact with the caller"
            " and send it again."
        ),
        "queued": N_("The {channel} of {date} ({notice}) is being sent."),
    }
    word = channel_word(locale, channel)
    return gettext_in(locale, texts[state], channel=word, date=date, notice=notice)


def text_as_email(text: str) -> str:
    """What stood in a text message, without its signature."""
    return text.partition("】")[2] or text


def email_as_text(locale: str, signature: str, notice: str, reference: str) -> str:
    """An email's news in one text message; the whole of it stands under Buyer Login."""
    body = gettext_in(
        locale, N_("{notice}: {reference}. See Buyer Login."), notice=notice, reference=reference
    )
    return f"【{signature}】{body}"


def notice_state(locale: str, state: str) -> str:
    """sent, failed, queued"""
    texts = {"sent": N_("Sent"), "failed": N_("Could not be delivered"), "queued": N_("Being sent")}
    return gettext_in(locale, texts[state])


def people_title(locale: str, count: int) -> str:
    """3 people; No one entered yet"""
    if not count:
        return gettext_in(locale, N_("Nobody entered yet"))
    return people(locale, count)


def asks_about(locale: str, name: str) -> str:
    return gettext_in(locale, N_("The caller asks about {person}"), person=name)


def contact_line(locale: str, name: str, contacts: str) -> str:
    """Contact: 陈* · 138****5206"""
    return gettext_in(locale, N_("Contact: {contact}"), contact=" · ".join(filter(None, (name, contacts))))


def noted(locale: str) -> str:
    return gettext_in(locale, N_("The note is kept with the unit."))
