"""The matrix: which permission each action and lookup asks for, and whose reference it takes.

A row without a reference acts on, or shows, what is the actor's own. A new action or lookup needs a row here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ciie_portal.actions.deliveries import Delivery
from ciie_portal.domain.access import Actor, Permission
from ciie_portal.domain.errors import Rule
from ciie_portal.domain.unit_review import Labelled

NOT_FOUND = (("", Rule.NOT_FOUND),)
REFERENCE = "the reference"  # where an answer repeats what was sent


@dataclass(frozen=True)
class Row:
    """`arguments` makes what follows the actor from a reference; none: there is nothing to refer to."""

    permission: Permission
    kind: str = ""
    arguments: Callable[[str], tuple[Any, ...]] | None = None
    facts: tuple[tuple[str, Any], ...] = ()
    or_else: Permission | None = None  # a second permission that opens it too
    refusal: Any = NOT_FOUND

    def is_open_to(self, actor: Actor) -> bool:
        return actor.may(self.permission) or (self.or_else is not None and actor.may(self.or_else))

    def given(self, reference: str) -> tuple[tuple[Any, ...], dict[str, Any]]:
        assert self.arguments is not None
        return self.arguments(reference), dict(self.facts)


def own(permission: Permission) -> Row:
    return Row(permission)


def of(permission: Permission, kind: str, *rest: Any, **facts: Any) -> Row:
    """The reference comes first."""
    return Row(permission, kind, lambda reference: (reference, *rest), tuple(facts.items()))


def by(permission: Permission, kind: str, arguments: Callable[[str], tuple[Any, ...]]) -> Row:
    return Row(permission, kind, arguments)


def to(person: str) -> Delivery:
    return Delivery(
        person, "express", "陈静", "13800138000", "330203", "中山西路1号", is_valid_six_months=True
    )


WHY = "照片背景过暗，请换一张。"
PHOTO_WHY = {"photo_file_id": WHY}
AWAITING, UNPAID, LEFT_OUT = "awaiting_unit_review", "unpaid", "left_out"
WAITING, MADE, SENT, READY = "waiting_for_review", "in_production", "dispatched", "ready_for_collection"

EDITION = {
    "name_en": "An edition", "name_zh": "某届", "starts_on": "2027-03-01", "ends_on": "2027-03-06",
    "opens_at": "2026-10-01", "opens_at_time": "10:00", "closes_at": "2027-02-01", "closes_at_time": "10:00",
    "pays_until": "", "pays_until_time": "", "fee": "200.00", "person_cap": "50",
    "is_code_free_open": "on", "erases_on": "2027-09-01",
}  # fmt: skip
NEXT = {"code": "NEXT", "name_zh": "下一届", "name_en": "Next"}
# A sub-mission publishes its own contact and may have sub-missions, without managing itself.
OPEN_TO_ITSELF = frozenset(
    {
        "actions.manage_missions.change_mission",
        "actions.manage_missions.add_sub_mission",
        "lookups.settings_missions.mission_screen",
    }
)
# Called with a row in hand by those who have asked for the permission.
FROM_WITHIN = frozenset(
    {
        "actions.ask_to_move.answer_request",
        "actions.checkouts.close_open_checkout",
        "actions.submit.give_up_code",
        "lookups.batches.address_of",
        "lookups.code_requests.codes_tabs",
        "lookups.unit_queue.held_by",
        "lookups.registration.opened",
    }
)
GATE_FILE = replace(of(Permission.MAKE_CERTIFICATES, "edition"), or_else=Permission.ADMINISTER)

OF_BUYERS: dict[str, Row] = {
    "actions.change_delivery.change_delivery_address": by(Permission.OWN_UNIT, SENT, lambda r: (to(r),)),
    "actions.check_payment.check_payment": of(Permission.OWN_UNIT, "request"),
    "actions.draft_answers.keep_answer": of(Permission.OWN_UNIT, "draft", "position", "经理"),
    "actions.enter_anew.enter_anew": of(Permission.OWN_UNIT, LEFT_OUT),
    "actions.fill_in_person.save_person": of(Permission.OWN_UNIT, "draft", {"position": "经理"}, 1),
    "actions.keep_file.keep_file": by(Permission.OWN_UNIT, "draft", lambda r: ("photo", r, b"")),
    "actions.keep_file.attach_photo": of(Permission.OWN_UNIT, UNPAID, "0" * 64),
    "actions.keep_file.read_file": of(Permission.SIGNED_IN, "photo"),
    "actions.pay.begin_payment": of(Permission.OWN_UNIT, "request"),
    "actions.people.copy_person": of(Permission.OWN_UNIT, "draft"),
    "actions.people.remove_person": of(Permission.OWN_UNIT, "draft"),
    "actions.refund_payment.ask_refund": of(Permission.OWN_UNIT, "failed"),
    "actions.request_certificate.request_certificates": of(Permission.OWN_UNIT, "approved unit", []),
    "actions.request_certificate.change_request": of(Permission.OWN_UNIT, "request", 1, []),
    "actions.request_certificate.withdraw_request": of(Permission.OWN_UNIT, "request", 1),
    "actions.withdraw.withdraw_person": of(Permission.OWN_UNIT, UNPAID, 1),
    "lookups.person_progress.person_progress": of(Permission.OWN_UNIT, UNPAID),
    "lookups.registration_people.person_page": of(Permission.OWN_UNIT, "draft"),
}

OF_THE_DESK: dict[str, Row] = {
    "actions.answer_code_request.grant": of(Permission.ISSUE_CODES, "code request", 1, {}),
    "actions.answer_code_request.decline": of(Permission.ISSUE_CODES, "code request", 1, {}),
    "actions.ask_to_move.decline_move": of(Permission.TRANSFER_UNITS, "moving unit", 1, WHY),
    "actions.claim.claim": of(Permission.REVIEW_UNITS, "unit"),
    "actions.claim.release": of(Permission.REVIEW_UNITS, "unit"),
    "actions.decide_claim.decide_claim": by(
        Permission.DECIDE_CLAIMS, "claimed unit", lambda r: (r, {r: 1}, r, WHY)
    ),
    "actions.hand_out_certificates.hand_over": of(Permission.HAND_OVER, READY, 1),
    "actions.invite.revoke": of(Permission.ISSUE_CODES, "code"),
    "actions.review.approve_work_unit": of(Permission.REVIEW_UNITS, "unit", 1, {}),
    "actions.review.return_fields": of(Permission.REVIEW_UNITS, "unit", 1, {"street": WHY}, ""),
    "actions.review.reject": of(Permission.REVIEW_UNITS, "unit", 1, WHY),
    "actions.review_person.decide_added_person": of(Permission.REVIEW_UNITS, AWAITING, 1, Labelled("trader")),
    "actions.review_person.return_added_persons": by(
        Permission.REVIEW_UNITS, AWAITING, lambda r: ({r: 1}, {f"{r}.photo_file_id": WHY}, "")
    ),
    "actions.note_doubt.settle_doubt": of(Permission.REVIEW_UNITS, "unit", 0, WHY),
    "actions.transfer.transfer": of(Permission.REVIEW_UNITS, "unit", 1, "TM-33-JH", WHY),
    "lookups.claim_case.claim_case": of(Permission.DECIDE_CLAIMS, "claimed unit"),
    "lookups.code_requests.request_case": of(Permission.ISSUE_CODES, "code request"),
    "lookups.codes.code_in_clear": of(Permission.ISSUE_CODES, "code"),
    "lookups.notice_preview.notice_preview": of(Permission.REVIEW_UNITS, "unit", "reject", reasons=(WHY,)),
    "lookups.request_notice.request_notice": of(Permission.ISSUE_CODES, "code request", is_grant=True),
    "lookups.unit_case.unit_case": of(Permission.REVIEW_UNITS, "unit"),
}

OF_SETTINGS: dict[str, Row] = {
    "actions.manage_missions.change_mission": of(Permission.MANAGE_SUB_MISSIONS, "sub-mission", 1, {}),
    "actions.manage_missions.add_sub_mission": of(Permission.MANAGE_SUB_MISSIONS, "sub-mission", {}),
    "actions.manage_missions.close_mission": of(Permission.MANAGE_SUB_MISSIONS, "sub-mission", 1),
    "actions.manage_missions.reopen_mission": of(Permission.MANAGE_SUB_MISSIONS, "sub-mission", 1),
    "actions.manage_staff.change_member": of(
        Permission.MANAGE_SUB_MISSIONS, "sub-mission's reviewer", 1, "楼怡", "TM-33-JH"
    ),
    "actions.manage_staff.disable_member": of(Permission.MANAGE_SUB_MISSIONS, "sub-mission's reviewer", 1),
    "actions.manage_staff.enable_member": of(Permission.MANAGE_SUB_MISSIONS, "sub-mission's reviewer", 1),
    "actions.manage_staff.enrol_anew": of(Permission.MANAGE_SUB_MISSIONS, "sub-mission's reviewer", 1),
    "actions.run_edition.change_edition": of(Permission.RUN_EDITION, "edition", 1, EDITION),
    "actions.run_edition.copy_edition": of(Permission.RUN_EDITION, "edition", NEXT),
    "actions.run_edition.change_areas": of(Permission.RUN_EDITION, "edition", 1, {}),
    "actions.run_edition.change_labels": of(Permission.RUN_EDITION, "edition", 1, {}),
    "lookups.settings_editions.edition_screen": of(Permission.RUN_EDITION, "edition"),
    "lookups.settings_missions.mission_screen": of(Permission.MANAGE_SUB_MISSIONS, "sub-mission"),
    "lookups.settings_staff.member_screen": of(Permission.MANAGE_SUB_MISSIONS, "sub-mission's reviewer"),
}

OF_THE_OTHERS: dict[str, Row] = {
    "actions.count_batch.count_batch": of(Permission.MAKE_CERTIFICATES, "batch", "1", "0"),
    "actions.hand_out_certificates.dispatch": by(
        Permission.MAKE_CERTIFICATES, MADE, lambda r: ([r], "顺丰速运", "SF0000000001")
    ),
    "actions.hand_out_certificates.make_ready": by(Permission.MAKE_CERTIFICATES, MADE, lambda r: ([r],)),
    "actions.hand_out_certificates.note_delivered": of(Permission.MAKE_CERTIFICATES, SENT),
    "actions.hand_out_certificates.note_came_back": of(Permission.MAKE_CERTIFICATES, SENT),
    "actions.make_certificates.make_certificates": by(Permission.MAKE_CERTIFICATES, MADE, lambda r: ([r],)),
    "actions.print_certificates.print_batch": of(Permission.MAKE_CERTIFICATES, "batch"),
    "actions.print_certificates.print_one": of(Permission.MAKE_CERTIFICATES, "certificate"),
    "actions.print_count_sheet.print_count_sheet": of(Permission.MAKE_CERTIFICATES, "batch"),
    "actions.reissue.reissue": of(Permission.MAKE_CERTIFICATES, "certificate", "lost"),
    "lookups.batches.batch_page": of(Permission.MAKE_CERTIFICATES, "batch"),
    "lookups.batches.batch_address": of(Permission.MAKE_CERTIFICATES, "certificate"),
    "lookups.gate.keys_file": replace(
        of(Permission.MAKE_CERTIFICATES, "edition"), or_else=Permission.ADMINISTER
    ),
    "lookups.gate.revoked_file": replace(
        of(Permission.MAKE_CERTIFICATES, "edition"), or_else=Permission.ADMINISTER
    ),
    "actions.handle_money.match_payment": by(
        Permission.HANDLE_MONEY, "payment and request", lambda r: (r.split()[0], 1, r.split()[1], WHY)
    ),
    "actions.handle_money.return_payment": of(Permission.HANDLE_MONEY, "payment", 1, WHY),
    "actions.handle_money.retry_refund": of(Permission.HANDLE_MONEY, "refund", 1),
    "actions.help_callers.open_caller": of(Permission.HELP_CALLERS, "unit", ""),
    "actions.help_callers.note_call": of(Permission.HELP_CALLERS, "unit", "来电询问进度"),
    "actions.help_callers.compare_last_four": of(Permission.HELP_CALLERS, UNPAID, "1234"),
    "actions.resend.resend_notice": of(Permission.HELP_CALLERS, "notice", "sms"),
    "lookups.help_desk.help_desk_screen": by(
        Permission.HELP_CALLERS, "unit", lambda r: ([(r, "")], "reference", False, (r, ""))
    ),
    "actions.note_document.note_document": by(
        Permission.DECIDE_CLAIMS, "shared document", lambda r: (r, {r: 1}, WHY)
    ),
    "actions.note_doubt.note_doubt": of(Permission.REVIEW_PERSONNEL, WAITING, WHY),
    "actions.review_personnel.pass_person": of(Permission.REVIEW_PERSONNEL, WAITING, 1),
    "actions.review_personnel.pass_several": replace(  # names those who are not as they were seen
        by(Permission.REVIEW_PERSONNEL, WAITING, lambda r: ({r: 1},)), refusal=(REFERENCE,)
    ),
    "actions.review_personnel.fail_person": of(Permission.REVIEW_PERSONNEL, WAITING, 1, WHY),
    "actions.review_personnel.return_person": of(Permission.REVIEW_PERSONNEL, WAITING, 1, PHOTO_WHY),
    "lookups.personnel.personnel_case": of(Permission.REVIEW_PERSONNEL, WAITING),
}

WITHOUT_A_REFERENCE: dict[Permission, str] = {
    Permission.ANYONE: """actions.ask_for_code.ask_for_code actions.employ.see_enrolment actions.employ.enrol
        actions.one_time_codes.send_code actions.one_time_codes.prove actions.recover.ask_recovery
        actions.recover.recover actions.sign_in.sign_in actions.sign_in.give_second_factor
        actions.sign_up.sign_up actions.verify_certificate.verify_certificate lookups.account.reader
        lookups.front.front lookups.mission_page.mission_page lookups.missions.directory
        lookups.questions.questions_page""",
    Permission.SIGNED_IN: "actions.sessions.sign_out_everywhere lookups.desk_home.desk_home",
    Permission.OWN_UNIT: """actions.account.choose_language actions.answer_group.answer_group
        actions.ask_to_move.ask_to_be_moved actions.contacts.send_contact_code
        actions.contacts.change_contact actions.contacts.set_second_contact
        actions.contacts.remove_second_contact actions.enter_code.enter_code
        actions.enter_code.choose_no_code actions.fill_in.save_answers actions.keep_file.attach_licence
        actions.people.add_person actions.register_again.register_again actions.resubmit.resubmit
        actions.sign_in.change_password actions.submit.submit actions.withdraw.withdraw_unit
        lookups.account.account_page lookups.certificates.certificates lookups.move.move_page
        lookups.progress.progress lookups.refund.refund lookups.registration.frame
        lookups.registration.unit_page lookups.registration.unit_answers
        lookups.registration.division_choice lookups.registration_check.check_page
        lookups.registration_check.submitted_page lookups.registration_code.code_page
        lookups.registration_people.people_page lookups.registration_people.check_people
        lookups.wizard_frame.first_open_page""",
    Permission.REVIEW_UNITS: "actions.claim.claim_next lookups.unit_queue.unit_queue_screen",
    Permission.DECIDE_CLAIMS: "lookups.claims.claims_screen",
    Permission.ISSUE_CODES: "actions.invite.issue_codes lookups.code_requests.requests_screen "
    "lookups.codes.codes_screen",
    Permission.HAND_OVER: "lookups.certificate_desk.hand_over_desk",
    Permission.SEE_HISTORY: "lookups.history.history_screen",
    Permission.MANAGE_SUB_MISSIONS: """actions.employ.add_staff lookups.settings_missions.missions_screen
        lookups.settings_staff.settings_home lookups.settings_staff.staff_screen""",
    Permission.RUN_EDITION: "lookups.settings_editions.editions_screen",
    Permission.REVIEW_PERSONNEL: "lookups.personnel.personnel_queue",
    Permission.MAKE_CERTIFICATES: """actions.make_certificates.make_all
        lookups.certificate_desk.certificate_desk lookups.gate_page.gate_page""",
    Permission.HANDLE_MONEY: "lookups.money.money_page",
    Permission.HELP_CALLERS: "actions.help_callers.find_caller",
    Permission.ADMINISTER: "actions.make_certificates.put_on_paper",
    Permission.RUN_UNATTENDED: "actions.reconcile_money.reconcile actions.remind.remind",
}

ROWS: dict[str, Row] = {
    **OF_BUYERS,
    **OF_THE_DESK,
    **OF_SETTINGS,
    **OF_THE_OTHERS,
    **{name: own(right) for right, names in WITHOUT_A_REFERENCE.items() for name in names.split()},
}
