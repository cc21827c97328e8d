"""The sheet that a batch is counted with (rules.md section 6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from ciie_portal.actions.print_certificates import (
    PrintedFile,
    characters_lacking,
    face_of,
    is_good,
    one_at_a_time,
)
from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.batch import BatchCounts, batch_name, parse_batch_name
from ciie_portal.domain.errors import Rule, RuleBroken
from ciie_portal.gateways.count_sheet_pdf import CountLine, CountSheet, count_sheet_pdf
from ciie_portal.gateways.typeface import FontMissing
from ciie_portal.store import events
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries import batches
from ciie_portal.store.queries.batches import Sheet
from ciie_portal.store.tables import CertificateBatch, Edition
from ciie_portal.wording import paper

COUNT_SHEET = "count_sheet_printed"


def print_count_sheet(actor: Actor, name: str, *, now: datetime) -> PrintedFile:
    """Every certificate of the batch, void ones too, in the maker's language.

    Raises NOT_FOUND, FONT_MISSING.
    """
    require(actor, Permission.MAKE_CERTIFICATES)
    with transaction() as session:
        batch, edition = batches.batch_by_number(session, *parse_batch_name(name))
        sheets = batches.sheets(session, batch.id)
        counts = batches.counts_of(session, [batch.id])[batch.id]
        title = batch_name(edition.code, batch.number)
        events.record(session, actor, event=COUNT_SHEET, now=now, reason=title)
    good = [sheet for sheet in sheets if is_good(sheet)]
    by_hand = {
        sheet.certificate.reference for sheet in good if characters_lacking(face_of(sheet, edition, ""))
    }
    try:
        with one_at_a_time:
            content = count_sheet_pdf(composed(actor.locale, batch, edition, sheets, counts, by_hand))
    except FontMissing as missing:
        raise RuleBroken(Rule.FONT_MISSING) from missing
    return PrintedFile(f"count-sheet-{title}.pdf", content)


def composed(
    locale: str,
    batch: CertificateBatch,
    edition: Edition,
    sheets: Sequence[Sheet],
    counts: BatchCounts,
    by_hand: Collection[str],
) -> CountSheet:
    return CountSheet(
        title=paper.count_sheet_title(locale, batch.number),
        edition=edition.name_zh if locale == "zh" else edition.name_en,
        made=paper.batch_made(locale, batch.made_at),
        sums=paper.batch_sums(locale, counts.made, counts.live, counts.void, len(by_hand)),
        heads=paper.count_sheet_heads(locale),
        signed=paper.counted_by(locale),
        lines=tuple(_line(locale, sheet, sheet.certificate.reference in by_hand) for sheet in sheets),
    )


def _line(locale: str, sheet: Sheet, is_by_hand: bool) -> CountLine:
    shown = sheet.paper
    names = (shown.unit_name_zh, shown.unit_name_en)
    first, second = names if locale == "zh" else reversed(names)
    return CountLine(
        place=str(shown.place),
        serial=sheet.certificate.reference,
        name=shown.name_zh or shown.name_latin or "",
        unit=first or second or "",
        remark=paper.remark(locale, is_good(sheet), is_by_hand),
    )
