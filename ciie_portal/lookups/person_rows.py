"""A person as one line of a desk table, with the names that the line needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from ciie_portal.data import divisions
from ciie_portal.domain.certificate import DeliveryMethod, ParcelStatus, parcel_key
from ciie_portal.domain.journey import PersonStatus
from ciie_portal.gateways.typeface import characters_lacking
from ciie_portal.i18n import N_, gettext_in
from ciie_portal.lookups.shapes.personnel import PersonRow
from ciie_portal.routes import path
from ciie_portal.settings import get_settings
from ciie_portal.store.queries import certificates
from ciie_portal.store.tables import (
    Certificate,
    CertificateRequestPerson,
    EditionLabel,
    Parcel,
    Person,
    StoredFile,
    TradeMission,
    WorkUnit,
)
from ciie_portal.wording import desk_queue, paper
from ciie_portal.wording.statuses import organiser_desk

METHOD_NAMES = {
    DeliveryMethod.EXPRESS: N_("Express delivery"),
    DeliveryMethod.COLLECTION: N_("Collection by the trade mission"),
    DeliveryMethod.COUNTER: N_("Collection on site"),
}


@dataclass(frozen=True)
class PersonWords:
    """The names of missions and labels, read once for a table."""

    locale: str
    now: datetime
    missions: dict[int, str]
    labels: dict[tuple[int, str], str]

    @classmethod
    def read(cls, session: Session, locale: str, now: datetime) -> PersonWords:
        missions = {
            row.id or 0: row.name_zh if locale == "zh" else row.name_en
            for row in session.exec(select(TradeMission)).all()
        }
        labels = {
            (row.edition_id, row.code): row.name_zh if locale == "zh" else row.name_en
            for row in session.exec(select(EditionLabel)).all()
        }
        return cls(locale, now, missions, labels)

    def row(
        self,
        person: Person,
        unit: WorkUnit,
        line: CertificateRequestPerson,
        certificate: Certificate | None,
        parcel: Parcel | None,
        *,
        page: str = "",
    ) -> PersonRow:
        days = (self.now - person.status_since).days
        goal = get_settings().personnel_review_days
        return PersonRow(
            reference=person.reference,
            version=person.version,
            name=person.name_zh or person.name_latin or "",
            unit=self.unit_name(unit),
            mission=self.mission(unit),
            label=self.labels.get((unit.edition_id, person.label_code or ""), ""),
            days=desk_queue.days(self.locale, days),
            is_late=days > goal,
            is_very_late=days > 2 * goal,
            address=path(self.locale, f"{page}/{person.reference}") if page else "",
            method=gettext_in(self.locale, METHOD_NAMES[line.method]),
            goes_to=self.destination(line),
            parcel="|".join(parcel_key(unit.reference, certificates.address_of(line))),
            serial=certificate.reference if certificate else "",
            beside=self.parcel(parcel),
            flag=self.flag(person, unit) if certificate is None else "",
        )

    def parcel(self, parcel: Parcel | None) -> str:
        """Carrier and number; and where it came back, that it did."""
        if parcel is None:
            return ""
        number = f"{parcel.carrier} {parcel.tracking_number}"
        is_back = parcel.status is ParcelStatus.CAME_BACK
        return f"{number} · {gettext_in(self.locale, N_('Parcel returned'))}" if is_back else number

    def flag(self, person: Person, unit: WorkUnit) -> str:
        """The characters of a certificate to be made that no font has."""
        if person.status is not PersonStatus.IN_PRODUCTION:
            return ""
        texts = (person.name_zh, person.name_latin, unit.name_zh, unit.name_en)
        return paper.flag(self.locale, characters_lacking(*filter(None, texts)))

    def destination(self, line: CertificateRequestPerson) -> str:
        """Recipient and address of an express parcel."""
        if line.method is not DeliveryMethod.EXPRESS:
            return ""
        place = f"{divisions.full_name(line.division_code or '')}{line.street or ''}"
        return f"{line.recipient} · {line.recipient_mobile} · {place}"

    def unit_name(self, unit: WorkUnit) -> str:
        first, second = (unit.name_zh, unit.name_en) if self.locale == "zh" else (unit.name_en, unit.name_zh)
        return first or second or ""

    def mission(self, unit: WorkUnit) -> str:
        return self.missions.get(unit.mission_id or 0, "") or organiser_desk(self.locale, True)

    def label(self, person: Person) -> str:
        return next((name for (_e, code), name in self.labels.items() if code == person.label_code), "")

    def photo(self, session: Session, person: Person) -> str:
        file = session.get(StoredFile, person.photo_file_id) if person.photo_file_id else None
        return f"/api/files/{file.key}" if file is not None and file.erased_at is None else ""
