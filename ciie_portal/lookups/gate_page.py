"""The page that checks codes from a saved file, without a network: keys and void serials stand in it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.entry_code import BASE45, CLOCK_TOLERANCE, PREFIX, Verdict
from ciie_portal.domain.reference import ALPHABET
from ciie_portal.i18n import LANGUAGE_TAGS, N_, gettext_in
from ciie_portal.lookups.gate import keys_file, revoked_file
from ciie_portal.routes import LOCALES
from ciie_portal.wording.verification import SINCE_THEN, VOID_LIST, verdict_words

TEMPLATE = Path(__file__).parent.parent / "data" / "gate.html"
PLACE = '"GATE"'
TEXTS = {
    "title": N_("Certificate check"),
    "code": N_("Code or serial"),
    "hint": N_("Scan the QR with a scanner that types, or paste its text, then press Enter."),
    "check": N_("Check"),
    "ready": N_("Ready for the next certificate"),
    "serial": N_("Serial"),
    "before": N_("Let in at {time}"),
    "count": N_("Let in here: {count}"),
    "clock": N_("Time of this device: {time}"),
    "list": VOID_LIST,
    "since": SINCE_THEN,
    "old": N_("This list is more than a day old. Load the page again where there is a network."),
    "browser": N_("This browser cannot check signatures. Use a newer one."),
    "offline": N_("Works without a network. What is let in is remembered in this browser only."),
    "forget": N_("Forget who was let in"),
    "sure": N_("Forget all of them? Copies are then no longer noticed."),
    "typed": N_("Serial not void"),
    "typed_why": N_("A typed serial proves nothing by itself: scan the code, or compare every detail."),
}


def gate_page(actor: Actor, *, now: datetime) -> str:
    """One file of HTML for the running edition. Raises NOT_FOUND."""
    require(actor, Permission.MAKE_CERTIFICATES)
    facts: dict[str, Any] = {
        **keys_file(actor, now=now),
        **revoked_file(actor, now=now),
        "prefix": PREFIX,
        "base45": BASE45,
        "alphabet": ALPHABET,
        "tolerance": int(CLOCK_TOLERANCE.total_seconds() * 1000),
        "language": actor.locale,
        "words": {locale: _words(locale) for locale in LOCALES},
    }
    written = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    return TEMPLATE.read_text(encoding="utf-8").replace(PLACE, written, 1)


def _words(locale: str) -> dict[str, Any]:
    return {
        "tag": LANGUAGE_TAGS[locale],
        "verdicts": {verdict.value: verdict_words(locale, verdict) for verdict in Verdict},
        **{name: gettext_in(locale, text) for name, text in TEXTS.items()},
    }
