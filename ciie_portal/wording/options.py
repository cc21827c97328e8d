"""The words of choices that answers hold as codes: category, industry, size, role, sex, document, country."""

from __future__ import annotations

from functools import cache
from unicodedata import normalize

from babel import Locale

from ciie_portal.domain.country import HONG_KONG, MACAO, MAINLAND, TAIWAN
from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.personnel import PersonRole, Sex
from ciie_portal.domain.work_unit import Category, Industry, UnitSize
from ciie_portal.i18n import N_, gettext_in

CATEGORIES: dict[Category, str] = {
    Category.ENTERPRISE: N_("Enterprise"),
    Category.GOVERNMENT_ORGAN: N_("Government organ"),
    Category.PUBLIC_INSTITUTION: N_("Public institution"),
    Category.SOCIAL_ORGANISATION: N_("Social organisation"),
    Category.OVERSEAS_UNIT: N_("Overseas unit"),
}
INDUSTRIES: dict[Industry, str] = {
    Industry.AGRICULTURE: N_("Agriculture, forestry, animal husbandry and fishery"),
    Industry.MINING: N_("Mining"),
    Industry.MANUFACTURING: N_("Manufacturing"),
    Industry.UTILITIES: N_("Electricity, heat, gas and water"),
    Industry.CONSTRUCTION: N_("Construction"),
    Industry.TRADE: N_("Wholesale and retail"),
    Industry.TRANSPORT: N_("Transport, storage and post"),
    Industry.HOSPITALITY: N_("Hotels and catering"),
    Industry.INFORMATION: N_("Information, software and IT services"),
    Industry.FINANCE: N_("Finance and insurance"),
    Industry.REAL_ESTATE: N_("Real estate"),
    Industry.BUSINESS_SERVICES: N_("Leasing and business services"),
    Industry.RESEARCH: N_("Scientific research and technical services"),
    Industry.ENVIRONMENT: N_("Water, environment and public facilities"),
    Industry.PERSONAL_SERVICES: N_("Household services, repair and other services"),
    Industry.EDUCATION: N_("Education"),
    Industry.HEALTH: N_("Health and social work"),
    Industry.CULTURE: N_("Culture, sports and entertainment"),
    Industry.ADMINISTRATION: N_("Public administration, social security and social organisations"),
    Industry.INTERNATIONAL_BODIES: N_("International organisations"),
}
SIZES: dict[UnitSize, str] = {
    UnitSize.LARGE: N_("Large"),
    UnitSize.MEDIUM: N_("Medium"),
    UnitSize.SMALL: N_("Small"),
    UnitSize.MICRO: N_("Micro"),
}
ROLES: dict[PersonRole, str] = {
    PersonRole.TRADER: N_("Trader"),
    PersonRole.SCIENTIFIC_RESEARCHER: N_("Scientific researcher"),
    PersonRole.GOVERNMENT_ADMINISTRATOR: N_("Government administrator"),
    PersonRole.INTERMEDIARY: N_("Intermediary"),
    PersonRole.OTHER: N_("Other industry insider"),
}
SEXES: dict[Sex, str] = {Sex.FEMALE: N_("Female"), Sex.MALE: N_("Male")}
DOCUMENTS: dict[DocumentType, str] = {
    DocumentType.RESIDENT_ID: N_("Resident identity card"),
    DocumentType.RESIDENCE_PERMIT: N_("Residence permit for Hong Kong, Macao or Taiwan residents"),
    DocumentType.HONG_KONG_MACAO_PERMIT: N_("Travel permit for Hong Kong and Macao residents"),
    DocumentType.TAIWAN_PERMIT: N_("Travel permit for Taiwan residents"),
    DocumentType.PERMANENT_RESIDENCE: N_("Foreign permanent resident ID card"),
    DocumentType.PASSPORT: N_("Passport"),
}
_PLACES = {
    MAINLAND: N_("China"),
    HONG_KONG: N_("Hong Kong, China"),
    MACAO: N_("Macao, China"),
    TAIWAN: N_("Taiwan, China"),
}


def category_name(locale: str, category: Category) -> str:
    return gettext_in(locale, CATEGORIES[category])


def industry_name(locale: str, industry: str) -> str:
    """By its code; empty for one that is none."""
    return gettext_in(locale, INDUSTRIES[Industry(industry)]) if industry in set(Industry) else ""


def size_name(locale: str, size: str) -> str:
    """By its code; empty for one that is none."""
    return gettext_in(locale, SIZES[UnitSize(size)]) if size in set(UnitSize) else ""


def person_role_name(locale: str, role: PersonRole) -> str:
    return gettext_in(locale, ROLES[role])


def sex_name(locale: str, sex: Sex) -> str:
    return gettext_in(locale, SEXES[sex])


def document_name(locale: str, kind: DocumentType) -> str:
    return gettext_in(locale, DOCUMENTS[kind])


def country_name(locale: str, code: str) -> str:
    """By its ISO 3166-1 code; the code itself where it has no name."""
    if code in _PLACES:
        return gettext_in(locale, _PLACES[code])
    return _territories(locale).get(code, code)


def place_in_list(locale: str, name: str) -> bytes:
    """Where a name stands among others; in Chinese by its sound, in English whatever its accents."""
    if locale != "zh":
        return normalize("NFD", name).encode("ascii", "ignore")
    return name.translate(_SOUNDS_LIKE).encode("gb18030")


# The standard orders common characters by sound, rare ones by radical: these sound like a common one.
_SOUNDS_LIKE = str.maketrans({"斐": "匪", "梵": "犯", "瑙": "脑", "汶": "问"})


@cache
def _territories(locale: str) -> dict[str, str]:
    return dict(Locale.parse("zh_Hans" if locale == "zh" else "en").territories)
