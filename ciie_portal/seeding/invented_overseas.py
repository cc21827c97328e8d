"""Names and numbers of people and firms overseas that do not exist, each as its country would have them."""

from __future__ import annotations

from dataclasses import dataclass

from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.personnel import Sex
from ciie_portal.seeding.plans import Plan


@dataclass(frozen=True)
class Country:
    """`women`, `men`, `office`: names; `chinese` family names beside them. The rest takes a number."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    office: str
    mobile: str
    registration: str
    chinese: str = ""


COUNTRIES = {
    "HK": Country(
        ("Leung Ka Yan", "Ho Wing Sze"), ("Cheung Chi Ming", "Lau Kwok Fai"), "Fung Mei Ling",
        "+852955501{:02}", "CR {:07}", "梁何张刘",
    ),
    "CH": Country(
        ("Sofia Keller", "Anna Brunner"), ("Lukas Frei", "Marco Bellini"), "Regula Amstutz",
        "+41795550{:03}", "CHE-1{:08}",
    ),
    "AU": Country(
        ("Grace Whitfield", "Helen Moore"), ("Daniel Rowan", "Thomas Ashby"), "Claire Hargreaves",
        "+61491570{:03}", "ACN 0{:08}",
    ),
    "NO": Country(
        ("Ingrid Haug", "Silje Nordby"), ("Erik Solberg", "Oskar Brandvik"), "Marit Eidsvold",
        "+4795550{:03}", "NO 9{:08}",
    ),
    "TW": Country(
        ("Lin Mei-hui", "Tsai Yi-chun"), ("Chen Chih-hao", "Wu Cheng-en"), "Hsu Shu-fen",
        "+8869555010{:02}", "UBN 5{:07}",
    ),
}  # fmt: skip
GIVEN_NAMES_OF_HK = {Sex.FEMALE: ("嘉欣", "咏诗"), Sex.MALE: ("志明", "国辉")}


def mobile(country: str, number: int) -> str:
    return COUNTRIES[country].mobile.format(number % 100)


def registration_number(country: str, number: int) -> str:
    return COUNTRIES[country].registration.format(number)


def contact_name(plan: Plan) -> str:
    return COUNTRIES[plan.place].office


def office(plan: Plan) -> str:
    """The address of its office: the first word of its name."""
    return f"office@{plan.name.split()[0].lower()}.example"


def identity(plan: Plan, sex: Sex, number: int) -> dict[str, object]:
    """A passport; who comes from Hong Kong has the travel permit. Two of a sex and country have two names."""
    country, place = COUNTRIES[plan.place], number % 2
    name = (country.women if sex is Sex.FEMALE else country.men)[place]
    given: dict[str, object] = {
        "name_latin": name,
        "nationality": plan.place,
        "document_type": DocumentType.PASSPORT.value,
        "document_number": f"D{7_000_000 + number * 137}",
        "document_expires_on_year": "2035",
        "document_expires_on_month": "6",
        "document_expires_on_day": "30",
        "mobile": mobile(plan.place, number),
        "email": f"{name.split()[-1].lower()}.{number}@{office(plan).partition('@')[2]}",
    }
    if plan.place != "HK":
        return given
    chinese = country.chinese[place + 2 * (sex is Sex.MALE)] + GIVEN_NAMES_OF_HK[sex][place]
    permit = {"document_type": DocumentType.HONG_KONG_MACAO_PERMIT.value, "name_zh": chinese}
    return given | permit | {"document_number": f"H{10_000_000 + number * 137}"}
