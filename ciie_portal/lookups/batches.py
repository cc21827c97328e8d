"""Production batches: the list with the sums of the edition, and one batch (rules.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.batch import batch_name, parse_batch_name
from ciie_portal.domain.certificate import CertificateStatus
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.domain.reference import Prefix, parse_reference
from ciie_portal.gateways.typeface import characters_lacking
from ciie_portal.i18n import N_, gettext_in, in_locale, ngettext
from ciie_portal.lookups.paging import PAGE_ROWS, Around, around, asked_page
from ciie_portal.lookups.shapes.batches import Batches, BatchLine, BatchPage, BatchRow, EditionSums
from ciie_portal.routes import path
from ciie_portal.store.engine import reading
from ciie_portal.store.queries import batches
from ciie_portal.store.queries.batches import Sheet
from ciie_portal.store.tables import CertificateBatch, Edition
from ciie_portal.wording import paper
from ciie_portal.wording.dates import moment

PAGE = "desk/certificates"
_STATES = {
    CertificateStatus.LIVE: ("done", N_("Valid")),
    CertificateStatus.VOID: ("closed", N_("Void")),
    CertificateStatus.REPLACED: ("closed", N_("Void, re-issued")),
}


def batch_list(session: Session, actor: Actor, query: Mapping[str, str], now: datetime) -> Batches:
    """The newest first, fifty to a page; with the sums of each edition on it."""
    require(actor, Permission.MAKE_CERTIFICATES)
    asked = asked_page(query, batches.count_batches(session))
    found = batches.batches(session, asked.offset, PAGE_ROWS)
    counts = batches.counts_of(session, [batch.id for batch, _edition in found])
    rows = []
    for batch, edition in found:
        of_batch = counts[batch.id]
        rows.append(
            BatchRow(
                name=batch_name(edition.code, batch.number),
                title=paper.batch_title(actor.locale, batch.number),
                address=address_of(actor, edition, batch),
                edition=_name(actor, edition),
                made=moment(actor.locale, batch.made_at),
                sums=paper.batch_sums(actor.locale, of_batch.made, of_batch.live, of_batch.void, 0),
                state=_counted(actor, batch),
                is_counted=batch.counted_at is not None,
            )
        )
    editions = {edition.id: edition for _batch, edition in found}
    search = str(query.get("q", ""))[:60]
    answer, address = _search(session, actor, search)
    return Batches(
        rows=tuple(rows),
        sums=tuple(_sums(session, actor, edition) for edition in editions.values()),
        search=search,
        answer=answer,
        address=address,
        **(around(actor.locale, PAGE, asked, len(found), view="batches") if found else Around()),
    )


def batch_page(actor: Actor, name: str, *, now: datetime) -> BatchPage:
    """Raises NOT_FOUND."""
    require(actor, Permission.MAKE_CERTIFICATES)
    with reading() as session:
        batch, edition = batches.batch_by_number(session, *parse_batch_name(name))
        lines = tuple(_line(actor, sheet, edition) for sheet in batches.sheets(session, batch.id))
        counts = batches.counts_of(session, [batch.id])[batch.id]
    shown = batch_name(edition.code, batch.number)
    by_hand = sum(line.is_good and bool(line.flag) for line in lines)
    has_print = counts.live > by_hand
    locale = actor.locale
    return BatchPage(
        name=shown,
        title=paper.batch_title(locale, batch.number),
        beneath=f"{_name(actor, edition)} · {paper.batch_made(locale, batch.made_at)}",
        sums=paper.batch_sums(locale, counts.made, counts.live, counts.void, by_hand),
        state=_counted(actor, batch),
        pdf=f"/api/batches/{shown}/certificates.pdf?locale={locale}" if has_print else "",
        sheet=f"/api/batches/{shown}/count-sheet.pdf?locale={locale}",
        by_hand=_by_hand(locale, by_hand),
        lines=lines,
        is_loaded=True,
    )


def batch_address(actor: Actor, serial: str, *, now: datetime) -> str:
    """Where a certificate was made. Raises NOT_FOUND."""
    require(actor, Permission.MAKE_CERTIFICATES)
    with reading() as session:
        sheet = batches.sheet_of(session, parse_reference(serial, Prefix.CERTIFICATE))
        if sheet is None:
            raise RuleBroken(Rule.NOT_FOUND)
        batch = session.get_one(CertificateBatch, sheet.paper.batch_id)
        return address_of(actor, session.get_one(Edition, batch.edition_id), batch)


def address_of(actor: Actor, edition: Edition, batch: CertificateBatch) -> str:
    return path(actor.locale, f"{PAGE}/{batch_name(edition.code, batch.number)}")


def _line(actor: Actor, sheet: Sheet, edition: Edition) -> BatchLine:
    shown, serial = sheet.paper, sheet.certificate.reference
    is_zh = actor.locale == "zh"
    units = (shown.unit_name_zh, shown.unit_name_en)
    first, second = units if is_zh else reversed(units)
    family, state = _STATES[sheet.certificate.status]
    texts = (
        *(shown.name_zh, shown.name_latin, *units, shown.mission_name_zh, shown.mission_name_en),
        *(shown.label_zh, shown.label_en, edition.name_zh, edition.name_en),
    )
    is_good = sheet.certificate.status is CertificateStatus.LIVE
    lacking = characters_lacking(*filter(None, texts)) if is_good else ()
    return BatchLine(
        place=str(shown.place),
        serial=serial,
        name=shown.name_zh or shown.name_latin or "",
        unit=first or second or "",
        label=shown.label_zh if is_zh else shown.label_en,
        family=family,
        state=gettext_in(actor.locale, state),
        flag=paper.flag(actor.locale, lacking),
        is_good=is_good,
        pdf=f"/api/certificates/{serial}/certificate.pdf?locale={actor.locale}" if is_good else "",
    )


def _by_hand(locale: str, count: int) -> str:
    if not count:
        return ""
    with in_locale(locale):
        return ngettext(
            "1 certificate has a character that the font lacks. It is not in the file of the batch: "
            "print it singly, with an empty line, and letter that line by hand.",
            "{count} certificates have a character that the font lacks. They are not in the file of the "
            "batch: print them singly, with an empty line, and letter that line by hand.",
            count,
        )


def _sums(session: Session, actor: Actor, edition: Edition) -> EditionSums:
    counts = batches.edition_counts(session, edition.id)
    return EditionSums(
        edition=_name(actor, edition),
        terms=paper.edition_sums(actor.locale, counts.passed, counts.live, counts.to_make, counts.void),
        verdict=paper.adding_up(actor.locale, counts.adds_up),
        is_right=counts.adds_up,
    )


def _search(session: Session, actor: Actor, typed: str) -> tuple[str, str]:
    """What is known of a serial, and where it stands."""
    if not typed.strip():
        return "", ""
    try:
        sheet = batches.sheet_of(session, parse_reference(typed, Prefix.CERTIFICATE))
    except RuleBroken:
        sheet = None
    if sheet is None:
        return gettext_in(actor.locale, N_("No certificate has this serial.")), ""
    batch = session.get_one(CertificateBatch, sheet.paper.batch_id)
    edition = session.get_one(Edition, batch.edition_id)
    line = _line(actor, sheet, edition)
    title = paper.batch_title(actor.locale, batch.number)
    return f"{line.serial} · {line.name} · {line.state} · {title}", address_of(actor, edition, batch)


def _counted(actor: Actor, batch: CertificateBatch) -> str:
    return paper.counted(actor.locale, batch.counted_at, batch.counted_good, batch.counted_spoiled)


def _name(actor: Actor, edition: Edition) -> str:
    return edition.name_zh if actor.locale == "zh" else edition.name_en
