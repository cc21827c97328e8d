"""The tables, by noun. A database id never leaves the house; references and keys name things to people."""

from ciie_portal.store.tables.account import Account, OneTimeCode, StaffMember, WebSession
from ciie_portal.store.tables.certificate import Certificate, Parcel
from ciie_portal.store.tables.claim import ClaimDecision, ClaimParty
from ciie_portal.store.tables.code_request import CodeRequest
from ciie_portal.store.tables.consent import Consent
from ciie_portal.store.tables.draft_answer import DraftAnswer
from ciie_portal.store.tables.edition import Edition, EditionArea, EditionLabel
from ciie_portal.store.tables.invitation import InvitationCode
from ciie_portal.store.tables.mission import CentralEnterprise, TradeMission
from ciie_portal.store.tables.move_request import MoveRequest
from ciie_portal.store.tables.paper import CertificateBatch, CertificatePaper
from ciie_portal.store.tables.payment import (
    Payment,
    ProviderNotification,
    Reconciliation,
    Refund,
    RefundAttempt,
)
from ciie_portal.store.tables.person import Person, ReturnedField
from ciie_portal.store.tables.record import (
    ContactTrouble,
    JourneyEvent,
    Notice,
    NoticeState,
    Outbox,
    OutboxState,
)
from ciie_portal.store.tables.request import CertificateRequest, CertificateRequestPerson, Checkout
from ciie_portal.store.tables.search import SearchEntry
from ciie_portal.store.tables.setting_change import SettingChange
from ciie_portal.store.tables.stored_file import FileKind, StoredFile
from ciie_portal.store.tables.work_unit import UnitArea, WorkUnit

__all__ = [
    "Account",
    "CentralEnterprise",
    "Certificate",
    "CertificateBatch",
    "CertificatePaper",
    "CertificateRequest",
    "CertificateRequestPerson",
    "Checkout",
    "ClaimDecision",
    "ClaimParty",
    "CodeRequest",
    "Consent",
    "ContactTrouble",
    "DraftAnswer",
    "Edition",
    "EditionArea",
    "EditionLabel",
    "FileKind",
    "InvitationCode",
    "JourneyEvent",
    "MoveRequest",
    "Notice",
    "NoticeState",
    "OneTimeCode",
    "Outbox",
    "OutboxState",
    "Parcel",
    "Payment",
    "Person",
    "ProviderNotification",
    "Reconciliation",
    "Refund",
    "RefundAttempt",
    "ReturnedField",
    "SearchEntry",
    "SettingChange",
    "StaffMember",
    "StoredFile",
    "TradeMission",
    "UnitArea",
    "WebSession",
    "WorkUnit",
]
