"""The names of staff roles and of the parts of the desk."""

from __future__ import annotations

from ciie_portal.domain.access import StaffRole
from ciie_portal.i18n import N_, gettext_in

ROLE_NAMES: dict[StaffRole, str] = {
    StaffRole.SECRETARIAT: N_("Secretariat of a trade mission"),
    StaffRole.ORGANISER_DESK: N_("Organiser desk"),
    StaffRole.PERSONNEL_REVIEWER: N_("Personnel reviewer"),
    StaffRole.CERTIFICATE_MAKER: N_("Certificate maker"),
    StaffRole.FINANCE: N_("Finance"),
    StaffRole.HELP_DESK: N_("Help desk"),
    StaffRole.ADMINISTRATOR: N_("Administrator"),
}


def role_name(role: StaffRole, locale: str) -> str:
    return gettext_in(locale, ROLE_NAMES[role])
