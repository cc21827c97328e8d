"""The code page: what was chosen, whose code is on the draft; the code itself is never shown whole again."""

from __future__ import annotations

from datetime import datetime

from ciie_portal.domain.access import Actor, Permission, require
from ciie_portal.domain.correction import unit_lock
from ciie_portal.domain.invitation import is_code_required, mask_code
from ciie_portal.domain.work_unit import Channel
from ciie_portal.i18n import in_locale
from ciie_portal.lookups.registration import lock_words
from ciie_portal.lookups.shapes.registration import CodePage
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading
from ciie_portal.store.queries.atlas import mission_tree
from ciie_portal.store.queries.registering import own_registration, unit_lock_facts
from ciie_portal.store.sealed import code_of
from ciie_portal.store.tables import InvitationCode, TradeMission


def code_page(actor: Actor, *, now: datetime) -> CodePage:
    """Raises NOT_FOUND."""
    require(actor, Permission.OWN_UNIT)
    with reading() as session, in_locale(actor.locale):
        registration = own_registration(session, actor)
        unit = registration.unit
        is_required = unit.category is not None and is_code_required(unit.category)
        code = session.get(InvitationCode, unit.invitation_code_id) if unit.invitation_code_id else None
        mission = session.get(TradeMission, code.mission_id) if code else None
        lock = unit_lock(unit_lock_facts(registration, now), "invitation_code")
        has_choice = not is_required and registration.edition.is_code_free_open
        chosen = unit.channel.value if unit.channel and has_choice else Channel.WITH_CODE.value
        return CodePage(
            choice=chosen,
            has_choice=has_choice,
            mission=mission_tree(session).display(mission.code, actor.locale) if mission else "",
            masked=mask_code(code_of(code)) if code else "",
            lock=lock_words(session, actor, registration, lock) if lock else "",
            days=get_settings().unit_review_days,
        )
