"""What is said of a serial, and of a code at the gate."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.entry_code import Verdict
from ciie_portal.domain.standing import Standing
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.dates import moment

# family of the mark, title, sentence
_STANDINGS: dict[Standing, tuple[str, str, str]] = {
    Standing.GOOD: (
        "done",
        N_("Valid"),
        N_("This certificate is valid. Compare photo and name with the person who carries it."),
    ),
    Standing.VOID: (
        "refused",
        N_("Not valid"),
        N_("This certificate is void and must not be used for admission."),
    ),
    Standing.UNKNOWN: (
        "refused",
        N_("No such certificate"),
        N_("There is no certificate with this serial. Check what was typed."),
    ),
    Standing.NOT_A_SERIAL: (
        "you",
        N_("This is not a serial"),
        N_(
            "A serial is CT- and eight letters or digits, such as CT-7K2M9QX4. It stands under the QR"
            " of the certificate."
        ),
    ),
}

VERDICTS: dict[Verdict, tuple[str, str]] = {
    Verdict.GOOD: (
        N_("Valid"),
        N_("Signed by the organiser and not void. Compare the photo with the person."),
    ),
    Verdict.UNREADABLE: (N_("Not a code of the fair"), N_("Scan it again, or type the serial by hand.")),
    Verdict.UNKNOWN_KEY: (
        N_("Unknown key"),
        N_("The key that signed this code is not known here. Load the newest keys."),
    ),
    Verdict.ALTERED: (N_("Altered"), N_("The signature does not fit: this code was not made by us.")),
    Verdict.OTHER_EDITION: (
        N_("Another edition"),
        N_("This certificate is for another edition of the fair."),
    ),
    Verdict.MADE_LATER: (
        N_("Check the clock"),
        N_("The certificate was made later than the time of this device. Set the clock, then scan again."),
    ),
    Verdict.EDITION_OVER: (
        N_("The fair is over"),
        N_("By the time of this device the fair has ended. Check the date of the device."),
    ),
    Verdict.REVOKED: (N_("Void"), N_("This certificate is void and must not be used for admission.")),
    Verdict.SECOND_ENTRY: (
        N_("Scanned before"),
        N_("This code was let in before. It may have been copied: look at the photo closely."),
    ),
}


VOID_LIST = N_("Void certificates as of {time}: {count}")
SINCE_THEN = N_("What was made void after that time is not known here.")


def list_words(locale: str, listed_at: datetime, count: int) -> str:
    """What a check without a network knows, and what it cannot know."""
    known = gettext_in(locale, VOID_LIST).format(time=moment(locale, listed_at), count=count)
    gap = "。" if locale == "zh" else ". "
    return f"{known}{gap}{gettext_in(locale, SINCE_THEN)}"


def standing_words(locale: str, standing: Standing) -> tuple[str, str, str]:
    """Family, title and sentence."""
    family, title, sentence = _STANDINGS[standing]
    return family, gettext_in(locale, title), gettext_in(locale, sentence)


def verdict_words(locale: str, verdict: Verdict) -> tuple[str, str]:
    """Title and sentence."""
    title, sentence = VERDICTS[verdict]
    return gettext_in(locale, title), gettext_in(locale, sentence)
