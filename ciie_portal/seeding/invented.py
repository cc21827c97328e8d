"""Names and numbers of people and units that do not exist, well-formed all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric, uscc

from ciie_portal.domain.identity_document import DocumentType
from ciie_portal.domain.personnel import PersonRole, Sex
from ciie_portal.domain.work_unit import Category, UnitSize
from ciie_portal.seeding import invented_overseas as overseas
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
NAMES_IN_OFFICES = (
    "丽萍",
    "国栋",
    "燕飞",
    "春梅",
    "志刚",
    "晓燕",
    "伟东",
    "玉珍",
    "建军",
    "红霞",
    "文斌",
    "敏华",
)
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
        return Invented(answers | overseas.identity(plan, sex, number), number)
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


@dataclass(frozen=True)
class Contact:
    """Whom the fair may call about a unit."""

    name: str = ""
    mobile: str = ""
    email: str = ""


def contact(plan: Plan, number: int) -> Contact:
    """Somebody in the unit's office, who need not come to the fair. `number`: of the unit's first person."""
    if plan.is_overseas:
        return Contact(
            overseas.contact_name(plan), overseas.mobile(plan.place, number + 50), overseas.office(plan)
        )
    source = _luck(plan, "contact")
    family = FAMILY_NAMES[(number * 7 + 3) % len(FAMILY_NAMES)]
    return Contact(family + source.choice(NAMES_IN_OFFICES), f"1390000{4000 + number:04}")


def size(plan: Plan) -> str:
    """Of a firm; the others have none."""
    if plan.category not in (Category.ENTERPRISE, Category.OVERSEAS_UNIT):
        return ""
    return _luck(plan, "size").choice([UnitSize.MEDIUM, UnitSize.SMALL, UnitSize.SMALL, UnitSize.LARGE]).value


def capital(plan: Plan) -> str:
    """In 10,000 CNY; an organ or a society need not say."""
    if plan.category is not Category.ENTERPRISE:
        return ""
    return _luck(plan, "capital").choice(["100", "300", "500", "800", "1000", "2000", "5000"])


def registration_number(plan: Plan) -> str:
    return overseas.registration_number(plan.place, _luck(plan, "number").randrange(10**6))


def _luck(plan: Plan, what: str) -> Random:
    return Random(f"{plan.name} {what}")  # noqa: S311 - the same at every seeding, no secret
