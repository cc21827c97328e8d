"""What the answers are called inside a sentence: "please correct business licence and photo" (glossary)."""

from __future__ import annotations

from collections.abc import Sequence

from ciie_portal.i18n import N_, gettext_in

FIELD_NAMES: dict[str, str] = {
    # of the unit
    "category": N_("category"),
    "invitation_code": N_("invitation code"),
    "channel": N_("registration channel"),
    "name_zh": N_("name in Chinese"),
    "name_en": N_("name in English"),
    "credit_code": N_("Unified Social Credit Code"),
    "registration_number": N_("registration number"),
    "country": N_("country or region"),
    "division_code": N_("province, city, district"),
    "city": N_("city"),
    "street": N_("street address"),
    "industry": N_("industry"),
    "size": N_("size of the unit"),
    "products_wanted": N_("main products wanted"),
    "areas": N_("exhibition areas of interest"),
    "parent_group_code": N_("central enterprise that the unit belongs to"),
    "is_nhc_managed": N_("management by the National Health Commission itself"),
    "is_corps_member": N_("membership of the Xinjiang Production and Construction Corps"),
    "registered_capital": N_("registered capital"),
    "imports_last_year": N_("imports last year"),
    "contact_name": N_("contact's name"),
    "contact_mobile": N_("contact's mobile number"),
    "contact_email": N_("contact's email address"),
    "licence_file_id": N_("business licence"),
    # of a person
    "person.name_zh": N_("name in Chinese characters"),
    "name_latin": N_("name in Latin letters"),
    "sex": N_("sex"),
    "birth_date": N_("date of birth"),
    "nationality": N_("nationality"),
    "document_type": N_("document type"),
    "document_number": N_("document number"),
    "document_expires_on": N_("document's expiry date"),
    "mobile": N_("mobile number"),
    "email": N_("email address"),
    "position": N_("position"),
    "role": N_("role at the fair"),
    "role_other": N_("description of the role"),
    "photo_file_id": N_("photo"),
    # of a request for an invitation code
    "unit_name": N_("name of the unit"),
    "request.reason": N_("reason for coming, and how many people"),
    "request.contact_name": N_("your name"),
    # of a contact that is proved
    "contact": N_("mobile number"),
    "email.contact": N_("email address"),
    "either.contact": N_("mobile number or email"),
    "new_mobile.contact": N_("new mobile number"),
    "new_email.contact": N_("new email address"),
    # of a delivery
    "method": N_("how they reach you"),
    "recipient": N_("recipient"),
    "delivery.mobile": N_("recipient's mobile"),
    "is_valid_six_months": N_("confirmation of the address"),
    "carrier": N_("carrier"),
    "tracking_number": N_("tracking number"),
    "source": N_("edition to copy from"),
    # of a decision
    "reason": N_("reason"),
    "people": N_("people"),
    "move_reason": N_("reason for the move"),
    "decline_reason": N_("reason"),
    "claim_reason": N_("reason"),
    "note": N_("note"),
    "call.note": N_("what was asked and answered"),
    "wanted_mission": N_("trade mission that you wish to be moved to"),
    "holder": N_("unit that holds the code"),
    "has_accepted_management": N_("acceptance of the mission's management"),
    "has_declared": N_("declaration"),
}


def name_in(form: str, field: str) -> str | None:
    """What a form calls an answer; the same field may have another label in another form."""
    short = field.rpartition(".")[2]
    return FIELD_NAMES.get(f"{form}.{short}") or FIELD_NAMES.get(short)


def field_name(locale: str, field: str) -> str:
    """The name of one answer, in lower case in English."""
    return gettext_in(locale, FIELD_NAMES[field])


def field_list(locale: str, fields: Sequence[str], *, of_person: bool = False) -> str:
    """photo, mobile number and position · 证件照片、手机号码和职务. The unit has a name in Chinese, too."""
    asked = [
        f"person.{field}" if of_person and f"person.{field}" in FIELD_NAMES else field for field in fields
    ]
    names = [field_name(locale, field) for field in asked]
    if len(names) < 2:
        return "".join(names)
    joined = "、" if locale == "zh" else ", "
    last = "和" if locale == "zh" else " and "
    return joined.join(names[:-1]) + last + names[-1]
