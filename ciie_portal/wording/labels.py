"""What the wizard calls its pages and questions; the same words stand on the last page (ui.md, Wizard)."""

from __future__ import annotations

from ciie_portal.domain.wizard import Step
from ciie_portal.domain.work_unit import Category
from ciie_portal.i18n import N_, gettext_in

STEPS: dict[Step, str] = {
    Step.CHANNEL: N_("Your channel"),
    Step.CODE: N_("Invitation code"),
    Step.UNIT: N_("Your organisation"),
    Step.CONTACT: N_("Licence and contact"),
    Step.PEOPLE: N_("People"),
    Step.AREAS: N_("Exhibition areas"),
    Step.CHECK: N_("Check and submit"),
}
CONTACT_ALONE = N_("Contact")  # only enterprises have a licence to show

LABELS: dict[str, str] = {
    "category": N_("Category"),
    "country": N_("Country or region"),
    "invitation_code": N_("Invitation code"),
    "name_zh": N_("Name in Chinese"),
    "name_en": N_("Name in English"),
    "credit_code": N_("Unified Social Credit Code"),
    "registration_number": N_("Registration number"),
    "division_code": N_("Registered address: province, city, district"),
    "city": N_("City"),
    "street": N_("Street address (street and number)"),
    "industry": N_("Industry"),
    "size": N_("Size of the unit"),
    "parent_group_code": N_("Central enterprise that the unit belongs to"),
    "is_nhc_managed": N_("Management by the National Health Commission itself"),
    "is_corps_member": N_("Membership of the Xinjiang Production and Construction Corps"),
    "registered_capital": N_("Registered capital (10,000 CNY)"),
    "imports_last_year": N_("Imports last year (10,000 USD)"),
    "licence_file_id": N_("Business licence"),
    "contact_name": N_("Contact's name"),
    "contact_mobile": N_("Contact's mobile number"),
    "contact_email": N_("Contact's email address"),
    "products_wanted": N_("Main products wanted"),
    "areas": N_("Exhibition areas of interest"),
    # of a person
    "person.name_zh": N_("Name in Chinese characters"),
    "name_latin": N_("Name in Latin letters"),
    "sex": N_("Sex"),
    "birth_date": N_("Date of birth"),
    "nationality": N_("Nationality"),
    "document_type": N_("Document type"),
    "document_number": N_("Document number"),
    "document_expires_on": N_("Document's expiry date"),
    "mobile": N_("Mobile number"),
    "email": N_("Email address"),
    "position": N_("Position"),
    "role": N_("Role at the fair"),
    "role_other": N_("Description of the role"),
    "photo_file_id": N_("Photo"),
}


def step_name(locale: str, step: Step, category: Category | None) -> str:
    """The page's name in the rail."""
    if step is Step.CONTACT and category is not Category.ENTERPRISE:
        return gettext_in(locale, CONTACT_ALONE)
    return gettext_in(locale, STEPS[step])


def person_label(locale: str, field: str) -> str:
    """The question's words where it is asked of a person: the unit has a name in Chinese, too."""
    return gettext_in(locale, LABELS[f"person.{field}" if f"person.{field}" in LABELS else field])


def label(locale: str, field: str) -> str:
    """The question's words."""
    return gettext_in(locale, LABELS[field])
