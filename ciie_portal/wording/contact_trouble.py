"""What is said of a contact that a message could not reach, to the buyer and to the desk."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.contact import mask_email, mask_mobile
from ciie_portal.domain.notice import NoticeChannel
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.wording.dates import day


def masked_contact(channel: NoticeChannel, contact: str) -> str:
    """138****1234, l***@example.com"""
    return mask_mobile(contact) if channel is NoticeChannel.SMS else mask_email(contact)


def trouble_for_buyer(locale: str, channel: NoticeChannel, contact: str) -> str:
    """A message to 138****1234 could not be delivered. Check the number."""
    text = (
        N_("A message to {contact} could not be delivered. Check the number.")
        if channel is NoticeChannel.SMS
        else N_("A message to {contact} could not be delivered. Check the address.")
    )
    return gettext_in(locale, text, contact=masked_contact(channel, contact))


def trouble_for_staff(locale: str, channel: NoticeChannel, contact: str, since: datetime) -> str:
    """Messages to 138****1234 cannot be delivered since 3 June 2019."""
    text = N_("Messages to {contact} cannot be delivered since {date}.")
    return gettext_in(locale, text, contact=masked_contact(channel, contact), date=day(locale, since))
