"""Reason templates of the desk in both languages; the buyer reads the chosen one in the buyer's own.

They are starting points: a reviewer may change the words before they go out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ciie_portal.i18n import N_, gettext_in


class Occasion(StrEnum):
    """Which decision a template is for."""

    RETURN = "return"
    REJECT = "reject"
    LEAVE_OUT = "leave_out"
    TRANSFER = "transfer"
    NO_CODE = "no_code"


@dataclass(frozen=True)
class ReasonTemplate:
    """`short` stands in an SMS. `fields`: the answers it suits; empty for any."""

    code: str
    occasion: Occasion
    text: str
    short: str
    fields: tuple[str, ...] = ()

    def in_locale(self, locale: str) -> str:
        return gettext_in(locale, self.text)


_LICENCE = ("licence_file_id",)
_PHOTO = ("photo_file_id",)
_UNIT_NAME = ("name_zh", "name_en")
_PERSON_NAME = ("name_zh", "name_latin")
_CONTACT = ("contact_name", "contact_mobile", "contact_email")
_DOCUMENT = ("document_type", "document_number", "document_expires_on", "birth_date", "nationality")

TEMPLATES = (
    ReasonTemplate(
        "licence_unreadable",
        Occasion.RETURN,
        N_("The licence scan cannot be read. Upload a sharper one."),
        N_("licence unreadable"),
        _LICENCE,
    ),
    ReasonTemplate(
        "licence_differs",
        Occasion.RETURN,
        N_("The licence shows another name or credit code. Correct it or upload the right licence."),
        N_("licence differs"),
        (*_LICENCE, *_UNIT_NAME, "credit_code"),
    ),
    ReasonTemplate(
        "address_not_registered",
        Occasion.RETURN,
        N_("Enter the registered address as it stands on the licence."),
        N_("address differs"),
        ("division_code", "street", "city"),
    ),
    ReasonTemplate(
        "contact_not_reached",
        Occasion.RETURN,
        N_("The contact could not be reached. Enter a contact who answers."),
        N_("contact not reached"),
        _CONTACT,
    ),
    ReasonTemplate(
        "products_unclear",
        Occasion.RETURN,
        N_("Say more exactly which products the unit wants to buy."),
        N_("products unclear"),
        ("products_wanted", "areas", "industry"),
    ),
    ReasonTemplate(
        "photo_background",
        Occasion.RETURN,
        N_("The background of the photo is not plain. Stand before a plain light wall and take it again."),
        N_("photo background"),
        _PHOTO,
    ),
    ReasonTemplate(
        "photo_face",
        Occasion.RETURN,
        N_("The face cannot be seen clearly. Upload a recent photo, bare-headed, facing the camera."),
        N_("photo: face unclear"),
        _PHOTO,
    ),
    ReasonTemplate(
        "name_differs",
        Occasion.RETURN,
        N_("The name differs from the document. Enter it as the document shows it."),
        N_("name differs"),
        _PERSON_NAME,
    ),
    ReasonTemplate(
        "document_differs",
        Occasion.RETURN,
        N_("The document's details do not agree. Check them against the document."),
        N_("document differs"),
        _DOCUMENT,
    ),
    ReasonTemplate(
        "position_unclear",
        Occasion.RETURN,
        N_("State the position that the person holds in the unit."),
        N_("position unclear"),
        ("position", "role", "role_other"),
    ),
    ReasonTemplate(
        "not_in_the_industries",
        Occasion.REJECT,
        N_("The unit is not in the industries of the exhibition areas."),
        N_("industry not shown"),
    ),
    ReasonTemplate(
        "not_verified",
        Occasion.REJECT,
        N_("The information of the unit could not be verified."),
        N_("not verifiable"),
    ),
    ReasonTemplate(
        "registered_already", Occasion.REJECT, N_("The unit is registered already."), N_("registered already")
    ),
    ReasonTemplate(
        "another_mission",
        Occasion.NO_CODE,
        N_("The unit belongs to another trade mission. Please ask that one."),
        N_("please ask the trade mission of your address"),
    ),
    ReasonTemplate(
        "no_code_needed",
        Occasion.NO_CODE,
        N_("Enterprises can register without an invitation code."),
        N_("enterprises need no code"),
    ),
    ReasonTemplate(
        "no_industry_insider",
        Occasion.NO_CODE,
        N_("The unit’s work has no connection with the industries of the exhibition areas."),
        N_("industry not shown"),
    ),
    ReasonTemplate(
        "no_places_left",
        Occasion.NO_CODE,
        N_("The trade mission has no places left."),
        N_("no places left"),
    ),
    ReasonTemplate(
        "not_of_the_unit",
        Occasion.LEAVE_OUT,
        N_("It could not be confirmed that the person works for the unit."),
        N_("not of the unit"),
    ),
    ReasonTemplate(
        "not_an_insider",
        Occasion.LEAVE_OUT,
        N_("The person's work has no connection with the industries of the exhibition areas."),
        N_("not of the industry"),
    ),
    ReasonTemplate(
        "entered_twice",
        Occasion.LEAVE_OUT,
        N_("The person is entered in another registration."),
        N_("entered twice"),
    ),
    ReasonTemplate(
        "registered_address",
        Occasion.TRANSFER,
        N_("Place of the registered address"),
        N_("registered address"),
    ),
    ReasonTemplate(
        "subordinate_relationship", Occasion.TRANSFER, N_("Subordinate relationship"), N_("subordination")
    ),
    ReasonTemplate(
        "at_the_units_request", Occasion.TRANSFER, N_("At the unit's request"), N_("unit's request")
    ),
)
_BY_CODE = {template.code: template for template in TEMPLATES}
_END = " .。;；"


def templates_for(occasion: Occasion, field: str = "") -> tuple[ReasonTemplate, ...]:
    """Those of an occasion that suit the field; all of the occasion where no field is named."""
    return tuple(
        template
        for template in TEMPLATES
        if template.occasion is occasion and (not field or not template.fields or field in template.fields)
    )


def reason_text(code: str, locale: str) -> str:
    """The template's sentence; empty for a code that is none."""
    template = _BY_CODE.get(code)
    return template.in_locale(locale) if template else ""


def reasons_for_notice(locale: str, reasons: Iterable[str]) -> str:
    """Each different reason once, a template's in its short form: it stands inside the notice's sentence."""
    shorts = [_short(locale, reason) for reason in reasons]
    return ("；" if locale == "zh" else "; ").join(dict.fromkeys(short for short in shorts if short))


def _short(locale: str, reason: str) -> str:
    for template in TEMPLATES:
        if reason in (template.in_locale("en"), template.in_locale("zh")):
            return gettext_in(locale, template.short)
    return reason.strip(_END)
