"""What is said of a contact that a message could not reach, to the buyer and to the desk."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.contact import mask_contact
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.dates import day


def trouble_for_buyer(locale: str, channel: NoticeChannel, contact: str) -> str:
    """A message to 138****1234 could not be delivered. Check the number."""
    text = (
        N_("A message to {contact} could not be delivered. Check the number.")
        if channel is NoticeChannel.SMS
        else N_("A message to {contact} could not be delivered. Check the address.")
    )
    return gettext_in(locale, text, contact=mask_contact(contact))


def trouble_for_staff(locale: str, contact: str, since: datetime) -> str:
    """Messages to 138****1234 cannot be delivered since 3 June 2019."""
    text = N_("Messages to {contact} cannot be delivered since {date}.")
    return gettext_in(locale, text, contact=mask_contact(contact), date=day(locale, since))
