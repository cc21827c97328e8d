"""Names and numbers of people and units that do not exist, well-formed all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric, uscc

from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.personnel import PersonRole, Sex
from ciie_portal.domain.work_unit import Category
from ciie_portal.seeding.plans import Plan

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FAMILY_NAMES = (
    "陈林黄周吴徐孙胡朱高郭何罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
    "傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史陶贺毛郝顾龚邵万覃武钱戚莫孔向汤"
)
GIVEN_NAMES = {
    Sex.FEMALE: [
        "雨桐",
        "静怡",
        "思琪",
        "佳宁",
        "晓岚",
        "慧敏",
        "若溪",
        "文君",
        "芷晴",
        "秀兰",
        "丽娟",
        "婉清",
    ],
    Sex.MALE: [
        "建国",
        "浩然",
        "志远",
        "子轩",
        "立新",
        "明哲",
        "振华",
        "嘉树",
        "俊杰",
        "海涛",
        "永康",
        "承志",
    ],
}
LATIN_NAMES = ("Anna Lindqvist", "Marco Bellini", "Sofia Keller", "Erik Solberg", "Grace Whitfield",
               "Daniel Rowan", "Ingrid Haug", "Lukas Frei", "Helen Moore", "Oskar Brandt")  # fmt: skip
POSITIONS = {
    PersonRole.TRADER: ("采购经理", "Purchasing manager"),
    PersonRole.SCIENTIFIC_RESEARCHER: ("研发主管", "Head of research"),
    PersonRole.GOVERNMENT_ADMINISTRATOR: ("科长", "Section chief"),
    PersonRole.INTERMEDIARY: ("会展顾问", "Trade fair adviser"),
}
ROLES_OF = {
    Category.GOVERNMENT_ORGAN: PersonRole.GOVERNMENT_ADMINISTRATOR,
    Category.SOCIAL_ORGANISATION: PersonRole.INTERMEDIARY,
    Category.PUBLIC_INSTITUTION: PersonRole.SCIENTIFIC_RESEARCHER,
}
PREFIXES = {
    Category.ENTERPRISE: "91",
    Category.GOVERNMENT_ORGAN: "11",
    Category.PUBLIC_INSTITUTION: "12",
    Category.SOCIAL_ORGANISATION: "51",
}


@dataclass(frozen=True)
class Invented:
    """The answers of a person as they are typed, and a number to draw the portrait by."""

    answers: dict[str, object]
    number: int


def credit_code(plan: Plan) -> str:
    """Its body says DEM, for demonstration; units that share a code share the source of it."""
    source = Random(plan.same_code_as or plan.name)  # noqa: S311 - the same at every seeding, no secret
    division = plan.code_division or plan.place
    if plan.same_code_as:
        division = "330212"
    start = f"{PREFIXES[plan.category]}{division}MADEM" + "".join(source.choices(ALPHABET, k=4))
    return start + str(uscc.calc_check_digit(start))


def citizen_number(place: str, born: date, serial: int) -> str:
    start = f"{place}{born:%Y%m%d}{serial:03}"
    return start + str(ric.calc_check_digit(start + "0"))


def person(plan: Plan, number: int) -> Invented:
    """`number` counts through all persons of the demonstration."""
    source = Random(f"{plan.name} {number}")  # noqa: S311 - the same at every seeding, no secret
    sex = source.choice(list(Sex))
    born = date(1962, 1, 1) + timedelta(days=source.randrange(13_000))
    role = ROLES_OF.get(plan.category, PersonRole.TRADER)
    if role is PersonRole.TRADER and number % 5 == 0:
        role = PersonRole.SCIENTIFIC_RESEARCHER
    answers: dict[str, object] = {
        "sex": sex.value,
        "birth_date_year": str(born.year),
        "birth_date_month": str(born.month),
        "birth_date_day": str(born.day),
        "position": POSITIONS[role][plan.is_overseas],
        "role": role.value,
    }
    if plan.is_overseas:
        return Invented(answers | overseas_identity(plan, number), number)
    serial = (number * 4 + (sex is Sex.MALE)) % 1000  # an odd serial is a man's
    family = FAMILY_NAMES[number % len(FAMILY_NAMES)]
    identity = {
        "name_zh": family + GIVEN_NAMES[sex][number % len(GIVEN_NAMES[sex])],
        "nationality": "CN",
        "document_type": DocumentType.RESIDENT_ID.value,
        "document_number": citizen_number(plan.place, born, serial),
        "mobile": f"1390000{5000 + number:04}",
        "email": "",
    }
    return Invented(answers | identity, number)


def overseas_identity(plan: Plan, number: int) -> dict[str, object]:
    """A passport; who comes from Taiwan or Hong Kong has the travel permit."""
    name = LATIN_NAMES[number % len(LATIN_NAMES)]
    given: dict[str, object] = {
        "name_latin": name,
        "nationality": plan.place,
        "document_type": DocumentType.PASSPORT.value,
        "document_number": f"D{7_000_000 + number * 137}",
        "document_expires_on_year": "2035",
        "document_expires_on_month": "6",
        "document_expires_on_day": "30",
        "mobile": "+41791234567" if plan.place != "HK" else "+85291234567",
        "email": f"person{number}@buyer.example",
    }
    if plan.place == "HK":
        chinese = FAMILY_NAMES[number % len(FAMILY_NAMES)] + "嘉欣"
        permit = {"document_type": DocumentType.HONG_KONG_MACAO_PERMIT.value, "name_zh": chinese}
        return given | permit | {"document_number": f"H{10_000_000 + number * 137}"}
    return given
