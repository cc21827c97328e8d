"""What nobody types by accident, and what each action is given beside it."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ciie_portal.actions.enter_code import Caller
from ciie_portal.actions.one_time_codes import Purpose
from ciie_portal.actions.sign_up import SignUp
from ciie_portal.domain.notice import NoticeChannel
from tests.fair_data import a_credit_code
from tests.security.scope_matrix import EDITION, WHY

TEXTS: tuple[str, ...] = (
    "", "   ", "长" * 10_000, "x" * 300, "a\x00b", "\x1b[31m\x07", "\u202egnp.exe", "a\u2028b",
    "\u200b\u200d", "a\u200bb", "%", "_%_\\", "\\", "'; DROP TABLE person; --",
    "<script>alert(1)</script>", "{{7*7}}${7*7}%s%(x)s", "one\r\nBcc: all@example.com", "=1+1", "+1", "-1",
    "@SUM(A1)", "ＷＵ－１２３４５６７８", "😀" * 40, "e\u0301\u0301\u0301\u0301", "٣٤٥",
    "𠮷㐂",
    "../../etc/passwd", "1e309", "9" * 40, "０",
)  # fmt: skip
NUMBERS: tuple[Any, ...] = (0, -1, 2**31, 2**63, 10**30)
OTHERS: tuple[Any, ...] = (
    None, True, 1.5, float("nan"), float("inf"), b"bytes", [], {}, [None], {"a": []}, *NUMBERS,
)  # fmt: skip
FEW: tuple[str, ...] = ("", "长" * 10_000, "a\x00b", "one\r\nBcc: all@example.com", "\u202eb")

UNIT = {
    "name_zh": "丽水括苍山工艺品有限公司", "name_en": "", "credit_code": a_credit_code(division="331102"),
    "division_code": "331102", "street": "中东路88号", "industry": "manufacturing", "size": "small",
    "parent_group_code": "none", "is_nhc_managed": "no", "is_corps_member": "no",
    "registered_capital": "500.5", "imports_last_year": "3",
}  # fmt: skip
PERSON = {
    "name_zh": "王芳", "name_latin": "Wang Fang", "sex": "female", "birth_date_year": "1985",
    "birth_date_month": "1", "birth_date_day": "1", "nationality": "CN", "document_type": "passport",
    "document_number": "E12345678", "document_expires_on": "2030-01-01", "mobile": "13900139000",
    "email": "a@example.com", "position": "采购经理", "role": "other", "role_other": "顾问",
}  # fmt: skip
MISSION = {
    "name_zh": "浙江交易团某分团", "name_en": "A sub-mission", "suffix": "QX", "parent": "TM-33",
    "claims_division": "331102", "sector": "", "aliases": "", "contact_office": "商务局",
    "contact_phone": "0571-87000000", "contact_email": "a@example.com", "contact_address": "中山路1号",
}  # fmt: skip
CODES = {
    "mission": "TM-33-JH", "code_count": "1", "uses_allowed": "1", "expires_on": "2026-12-31", "note": "某批",
    "bound_unit_name": "宁波灯湾食品有限公司", "bound_contact": "13800138000", "bind_contact": "on",
}  # fmt: skip
LISTED = {"code.0": "EA-NEW", "name_zh.0": "新区", "name_en.0": "New", "place.0": "1", "role.0": "trader"}
QUERY = {"q": "宁波", "page": "2", "status": "open", "sort": "name", "mission": "TM-33", "kind": "province",
         "tab": "all", "from": "2026-01-01", "to": "2026-12-01", "who": "desk", "what": "approve",
         "channel": "sms", "reference": "WU-00000000", "category": "enterprise"}  # fmt: skip

# What comes after the actor where it is not the matrix that knows.
GIVEN: dict[str, tuple[Any, ...]] = {
    "actions.account.choose_language": ("en",),
    "actions.answer_code_request.grant": ("", 1, CODES),
    "actions.answer_code_request.decline": ("", 1, {"reason": WHY}),
    "actions.answer_group.answer_group": ("CE-022", "no"),
    "actions.ask_to_move.ask_to_be_moved": ("TM-3302", WHY),
    "actions.contacts.change_contact": ("13900139001", "123456", "harbour-lantern-48"),
    "actions.contacts.send_contact_code": ("second", "a@example.com", "203.0.113.7"),
    "actions.contacts.set_second_contact": ("a@example.com", "123456"),
    "actions.employ.add_staff": ("new-one", "新人", "secretariat", "TM-33-JH"),
    "actions.employ.enrol": ("a" * 43, "harbour-lantern-48", "123456", "203.0.113.7"),
    "actions.employ.see_enrolment": ("a" * 43,),
    "actions.enter_code.enter_code": ("ABCD-EFGH-JKMN", Caller("a-session", "203.0.113.7")),
    "actions.fill_in.save_answers": ("unit", UNIT, 1),
    "actions.fill_in_person.save_person": ("", PERSON, 1),
    "actions.help_callers.find_caller": ("13900001001",),
    "actions.invite.issue_codes": (CODES,),
    "actions.keep_file.attach_licence": ("0" * 64,),
    "actions.manage_missions.change_mission": ("", 1, MISSION),
    "actions.manage_missions.add_sub_mission": ("", MISSION),
    "actions.one_time_codes.prove": (
        "13900139000", NoticeChannel.SMS, Purpose.ASK_FOR_CODE, "123456", "203.0.113.7",
    ),
    "actions.one_time_codes.send_code": (
        "13900139000", NoticeChannel.SMS, Purpose.ASK_FOR_CODE, "203.0.113.7",
    ),
    "actions.recover.ask_recovery": ("13900001001", "203.0.113.7"),
    "actions.recover.recover": ("13900001001", "123456", "another-lantern-48", "203.0.113.7"),
    "actions.resubmit.resubmit": (1,),
    "actions.run_edition.change_edition": ("", 1, EDITION),
    "actions.run_edition.copy_edition": ("", {"code": "NEXT", "name_zh": "下一届", "name_en": "Next"}),
    "actions.run_edition.change_areas": ("", 1, LISTED),
    "actions.run_edition.change_labels": ("", 1, LISTED),
    "actions.sign_in.change_password": ("harbour-lantern-48", "another-lantern-48"),
    "actions.sign_in.give_second_factor": ("a" * 43, "123456"),
    "actions.sign_in.sign_in": ("13900001001", "harbour-lantern-48", "203.0.113.7"),
    "actions.sign_up.sign_up": (
        SignUp("13900139009", "123456", "harbour-lantern-48", "enterprise", holds_code=False), "203.0.113.7",
    ),
    "actions.submit.submit": (("privacy", "truth"),),
    "actions.verify_certificate.verify_certificate": ("CT-00000000", "203.0.113.7"),
    "lookups.mission_page.mission_page": ("TM-33",),
    "lookups.registration.division_choice": ("331102",),
    "lookups.registration.frame": ("unit",),
    "lookups.registration.unit_answers": ("unit",),
    "lookups.registration.unit_page": ("unit",),
    **dict.fromkeys(
        [
            f"lookups.{name}"
            for name in (
                "certificate_desk.certificate_desk", "certificate_desk.hand_over_desk",
                "claims.claims_screen", "code_requests.requests_screen", "codes.codes_screen",
                "history.history_screen", "missions.directory", "money.money_page",
                "personnel.personnel_queue", "questions.questions_page",
                "settings_missions.missions_screen", "settings_staff.staff_screen",
                "unit_queue.unit_queue_screen",
            )
        ],
        (QUERY,),
    ),
}  # fmt: skip
HASHING = ("actions.sign_in.", "actions.sign_up.", "actions.recover.recover", "actions.employ.enrol",
           "actions.contacts.change_contact")  # fmt: skip
NOT_TYPED = {
    "caller",
    "clock",
    "is_stopping",
    "has_places",
    "content",
    "channel",
    "opened",
    "purpose",
    "callers",
    "fact",
    "kind_word",
}


def variants(value: Any, kind: str) -> list[Any]:
    """The value with one hostile thing in it, at each place where a person can put one."""
    if isinstance(value, bool):
        return []
    if isinstance(value, str):
        return list(FEW if kind == "costly" else TEXTS)
    if isinstance(value, int):
        return list(NUMBERS)
    if isinstance(value, dict):
        others = OTHERS if "object" in kind else ()
        inside = [{**value, key: bad} for key in value for bad in (*FEW, *others)]
        return inside + [{**value, bad: "x"} for bad in FEW]
    if isinstance(value, (list, tuple)):
        return [[bad] for one in value for bad in variants(one, kind)] + [[], [*value, *value]]
    if is_dataclass(value) and not isinstance(value, type):
        return [
            replace(value, **{one.name: bad})
            for one in fields(value)
            for bad in variants(getattr(value, one.name), kind)
        ]
    return []


def is_normal(text: str) -> bool:
    """One or several lines of nothing but visible characters, composed."""
    forbidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    plain = text.replace("\n", "")
    return (
        unicodedata.is_normalized("NFC", plain)
        and not {unicodedata.category(one) for one in plain} & forbidden
    )
