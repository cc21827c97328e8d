"""Why something is not possible: one enum of reasons, and the two exceptions that carry them.

Code holds reasons, never sentences; `wording/rules` has the sentence for each in every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum


class Rule(StrEnum):
    """A reason to refuse. The value is stable: it travels in queries and logs."""

    # anything a person types
    REQUIRED = "required"
    TOO_LONG = "too_long"
    NOT_AN_OPTION = "not_an_option"
    UNUSABLE_CHARACTERS = "unusable_characters"
    # the step
    STEP_NOT_POSSIBLE = "step_not_possible"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOT_FOUND = "not_found"
    REGISTRATION_CLOSED = "registration_closed"
    TOO_MANY_TRIES = "too_many_tries"
    # registering, correcting, withdrawing
    AREA_NEEDED = "area_needed"
    MANAGEMENT_NOT_ACCEPTED = "management_not_accepted"
    NOT_DECLARED = "not_declared"
    PHOTO_NOT_REPLACED = "photo_not_replaced"
    LICENCE_NOT_REPLACED = "licence_not_replaced"
    CLOSED_FOR_NEW = "closed_for_new"
    FIELD_LOCKED = "field_locked"
    RETURN_NAMES_NOTHING = "return_names_nothing"
    REASON_NEEDED = "reason_needed"
    ALREADY_PAID_FOR = "already_paid_for"
    LAST_PERSON = "last_person"
    PERSON_ALREADY_ENTERED = "person_already_entered"
    # certificate requests and certificates
    METHOD_NOT_AVAILABLE = "method_not_available"
    MAINLAND_ADDRESS_ONLY = "mainland_address_only"
    ADDRESS_NOT_CONFIRMED = "address_not_confirmed"
    PERSON_NOT_UNPAID = "person_not_unpaid"
    PERSON_IN_ANOTHER_REQUEST = "person_in_another_request"
    DOCUMENT_HAS_CERTIFICATE = "document_has_certificate"
    PAYMENT_CLOSED = "payment_closed"
    REQUEST_NOT_OPEN = "request_not_open"
    REQUEST_PAID = "request_paid"
    CERTIFICATE_NOT_DUE = "certificate_not_due"
    PARCEL_MIXED = "parcel_mixed"
    PARCEL_FULL = "parcel_full"
    TRACKING_NUMBER_USED = "tracking_number_used"
    BATCH_FULL = "batch_full"
    COUNT_DIFFERS = "count_differs"
    CERTIFICATE_NOT_LIVE = "certificate_not_live"
    FONT_MISSING = "font_missing"
    NOTHING_TO_PRINT = "nothing_to_print"
    # money that goes back
    REFUND_NOT_DUE = "refund_not_due"
    REFUND_AND_CERTIFICATE = "refund_and_certificate"
    REFUND_ALREADY_ASKED = "refund_already_asked"
    REFUND_TOO_LARGE = "refund_too_large"
    REFUND_REASON = "refund_reason"
    AMOUNT_DIFFERS = "amount_differs"
    # the cashier
    PAYMENT_BEING_CONFIRMED = "payment_being_confirmed"
    CASHIER_UNREACHABLE = "cashier_unreachable"
    # answers, contact, unit, person, document, invitation code, edition
    NOT_A_DATE = "not_a_date"
    NOT_A_NUMBER = "not_a_number"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    LATIN_NEEDED = "latin_needed"
    CHINESE_NEEDED = "chinese_needed"
    NOT_A_NAME = "not_a_name"
    MOBILE_NOT_VALID = "mobile_not_valid"
    MAINLAND_MOBILE_NOT_VALID = "mainland_mobile_not_valid"
    MOBILE_NOT_MAINLAND = "mobile_not_mainland"
    EMAIL_NOT_VALID = "email_not_valid"
    PASSWORD_TOO_SHORT = "password_too_short"  # noqa: S105
    PASSWORD_TOO_WEAK = "password_too_weak"  # noqa: S105
    CREDIT_CODE_LENGTH = "credit_code_length"
    CREDIT_CODE_CHARACTERS = "credit_code_characters"
    CREDIT_CODE_CHECK = "credit_code_check"
    CREDIT_CODE_OF_GOVERNMENT_ORGAN = "credit_code_of_government_organ"
    CREDIT_CODE_OF_PUBLIC_INSTITUTION = "credit_code_of_public_institution"
    CREDIT_CODE_OF_SOCIAL_ORGANISATION = "credit_code_of_social_organisation"
    COUNTRY_IS_MAINLAND = "country_is_mainland"
    COUNTRY_IS_OVERSEAS = "country_is_overseas"
    BIRTH_DATE_IN_FUTURE = "birth_date_in_future"
    BIRTH_DATE_TOO_EARLY = "birth_date_too_early"
    TOO_YOUNG = "too_young"
    TOO_MANY_PERSONS = "too_many_persons"
    NO_PERSONS = "no_persons"
    DOCUMENT_NUMBER_SHAPE = "document_number_shape"
    DOCUMENT_NUMBER_LENGTH = "document_number_length"
    DOCUMENT_CHECK = "document_check"
    DOCUMENT_PLACE = "document_place"
    DOCUMENT_BIRTH_NOT_A_DATE = "document_birth_not_a_date"
    DOCUMENT_BIRTH_IN_FUTURE = "document_birth_in_future"
    DOCUMENT_BIRTH_DIFFERS = "document_birth_differs"
    DOCUMENT_SEX_DIFFERS = "document_sex_differs"
    DOCUMENT_NATIONALITY_DIFFERS = "document_nationality_differs"
    DOCUMENT_EXPIRED = "document_expired"
    DOCUMENT_EXPIRY_TOO_FAR = "document_expiry_too_far"
    INVITATION_CODE_REQUIRED = "invitation_code_required"
    INVITATION_CODE_NEEDED_OR_NONE = "invitation_code_needed_or_none"
    INVITATION_CODE_NOT_USABLE = "invitation_code_not_usable"
    CODE_FREE_CLOSED = "code_free_closed"
    REGISTRATION_NOT_OPEN = "registration_not_open"
    # files
    FILE_TOO_LARGE = "file_too_large"
    FILE_NOT_A_PICTURE = "file_not_a_picture"
    FILE_NOT_A_LICENCE = "file_not_a_licence"
    FILE_UNREADABLE = "file_unreadable"
    FILE_ACTS = "file_acts"
    PHOTO_TOO_SMALL = "photo_too_small"
    # signing up and in
    CONTACT_HAS_ACCOUNT = "contact_has_account"
    ONE_TIME_CODE_MISSING = "one_time_code_missing"
    ONE_TIME_CODE_WRONG = "one_time_code_wrong"
    CODES_SENT_TOO_OFTEN = "codes_sent_too_often"
    SIGN_IN_WRONG = "sign_in_wrong"
    SECOND_FACTOR_MISSING = "second_factor_missing"
    SECOND_FACTOR_WRONG = "second_factor_wrong"
    SIGN_IN_FIRST = "sign_in_first"
    NOT_YOUR_PART = "not_your_part"  # a page of the desk for a buyer, one of a buyer for staff
    ENROLMENT_NOT_VALID = "enrolment_not_valid"
    LOGIN_TAKEN = "login_taken"
    PASSWORDS_DIFFER = "passwords_differ"
    OLD_PASSWORD_WRONG = "old_password_wrong"  # noqa: S105
    CROSS_SITE = "cross_site"
    CONTACT_UNCHANGED = "contact_unchanged"
    # the desk: deciding on a unit, moving it, issuing codes
    LABEL_NEEDED = "label_needed"
    NOBODY_LABELLED = "nobody_labelled"
    MISSION_NEEDED = "mission_needed"
    CREDIT_CODE_APPROVED = "credit_code_approved"
    OVERSEAS_HAS_NO_MISSION = "overseas_has_no_mission"
    CERTIFICATE_IS_OUT = "certificate_is_out"
    ALREADY_THERE = "already_there"
    DATE_IN_PAST = "date_in_past"
    # the buyer's request to be moved, and claims on a credit code
    MOVE_AFTER_SUBMITTING = "move_after_submitting"
    MOVE_ASKED_ALREADY = "move_asked_already"
    MOVE_NOT_ASKED = "move_not_asked"
    MOVE_REASON_NEEDED = "move_reason_needed"
    NO_MISSION_YET = "no_mission_yet"
    HOLDER_NEEDED = "holder_needed"
    CLAIM_HELD_BY_APPROVED = "claim_held_by_approved"
    CREDIT_CODE_OF_ANOTHER = "credit_code_of_another"

    # asking for a code, and answering
    PROOF_TOO_OLD = "proof_too_old"
    CODE_REQUESTS_TOO_OFTEN = "code_requests_too_often"
    CODE_FOR_NOBODY = "code_for_nobody"
    CODE_REQUESTS_CLOSED = "code_requests_closed"

    # the help desk
    SEARCH_TOO_SHORT = "search_too_short"
    LAST_FOUR_NEEDED = "last_four_needed"
    CODE_NOT_RESENT = "code_not_resent"
    SENT_JUST_NOW = "sent_just_now"

    # settings: editions, missions, staff
    NOT_A_TIME = "not_a_time"
    NOT_A_SUM = "not_a_sum"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    CLOSES_AFTER_THE_FAIR = "closes_after_the_fair"
    EARLIER_ONLY_AHEAD = "earlier_only_ahead"
    EDITION_IS_PAST = "edition_is_past"
    OPENS_IN_THE_PAST = "opens_in_the_past"
    IN_USE = "in_use"
    LAST_ONE = "last_one"
    ROLE_GIVEN_TWICE = "role_given_twice"
    NAME_TAKEN = "name_taken"
    CODE_SHAPE = "code_shape"
    CODE_TAKEN = "code_taken"
    PHONE_NOT_VALID = "phone_not_valid"
    CLAIM_NOT_HERE = "claim_not_here"
    CLAIM_OUTSIDE = "claim_outside"
    CLAIM_TAKEN = "claim_taken"
    PARENT_NOT_POSSIBLE = "parent_not_possible"
    MISSION_CLOSED = "mission_closed"
    MISSION_NOT_CLOSABLE = "mission_not_closable"
    MISSION_HAS_OPEN_UNITS = "mission_has_open_units"
    MISSION_HAS_OPEN_BELOW = "mission_has_open_below"
    NOT_YOURSELF = "not_yourself"
    LAST_ADMINISTRATOR = "last_administrator"

    # the wizard
    EMAIL_NOT_PROVED = "email_not_proved"
    MOBILE_NOT_PROVED = "mobile_not_proved"
    GROUP_TO_CONFIRM = "group_to_confirm"


@dataclass(frozen=True)
class FieldProblem:
    """One wrong answer: the field's name and the reason; `facts` fill the sentence (lengths, limits)."""

    field: str
    rule: Rule
    facts: dict[str, str | int] = dataclass_field(default_factory=dict)


class RuleBroken(Exception):
    """A rule of the fair refuses: either one reason, or every wrong field at once."""

    def __init__(
        self,
        reason: Rule | Iterable[FieldProblem],
        **facts: str | int,
    ) -> None:
        self.rule: Rule | None = reason if isinstance(reason, Rule) else None
        self.problems: tuple[FieldProblem, ...] = () if isinstance(reason, Rule) else tuple(reason)
        self.facts: dict[str, str | int] = facts
        super().__init__(str(self.rule or [f"{p.field}:{p.rule}" for p in self.problems]))


class NotPermitted(Exception):
    """The actor may not do this. People see "not found"; the log keeps the permission's name."""
