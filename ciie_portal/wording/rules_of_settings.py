"""What is said when a setting cannot be as it was typed."""

from __future__ import annotations

from ciie_portal.domain.errors import Rule
from ciie_portal.i18n import N_

SETTING_SENTENCES: dict[Rule, tuple[str, ...]] = {
    Rule.NOT_A_TIME: (N_("Write the time as 16:40 or 24:00, Beijing time."),),
    Rule.NOT_A_SUM: (N_("Write the sum as 200 or 200.00."),),
    Rule.ENDS_BEFORE_IT_BEGINS: (N_("This lies before what must come first. Check both dates."),),
    Rule.CLOSES_AFTER_THE_FAIR: (N_("Registration must close before the fair is over."),),
    Rule.EARLIER_ONLY_AHEAD: (
        N_("It can be moved earlier only to an instant that is still to come; later at any time."),
    ),
    Rule.EDITION_IS_PAST: (
        N_("A later edition has opened: of this one only the names and the erasing date can be changed."),
    ),
    Rule.OPENS_IN_THE_PAST: (N_("A new edition opens at an instant that is still to come."),),
    Rule.IN_USE: (N_("Units or people have it already, so it cannot be taken away. It can be renamed."),),
    Rule.LAST_ONE: (N_("The edition needs at least one."),),
    Rule.ROLE_GIVEN_TWICE: (N_("Another label is the one for this role. Each role has one label."),),
    Rule.NAME_TAKEN: (N_("This name stands in the list already."),),
    Rule.CODE_SHAPE: (N_("Use capital letters A to Z and digits."),),
    Rule.CODE_TAKEN: (N_("This code is taken. Choose another one."),),
    Rule.PHONE_NOT_VALID: (N_("This is not a telephone number. Write it as 0571-8705 0000."),),
    Rule.CLAIM_NOT_HERE: (
        N_("Only sub-missions of a province cover a division or an industry. Others are joined by code."),
    ),
    Rule.CLAIM_OUTSIDE: (
        N_("Give a division of the mission’s own area by 2, 4 or 6 digits of its code, such as 3307."),
    ),
    Rule.CLAIM_TAKEN: (N_("Another sub-mission covers exactly this already."),),
    Rule.PARENT_NOT_POSSIBLE: (
        N_("The sub-mission cannot hang there: not under itself, nor under another kind, nor so deep."),
    ),
    Rule.MISSION_CLOSED: (N_("This sub-mission is closed and takes nobody new."),),
    Rule.MISSION_NOT_CLOSABLE: (
        N_("The rules of the fair assign registrations to this mission, so it cannot be closed."),
    ),
    Rule.MISSION_HAS_OPEN_UNITS: (
        N_("{count} units wait for a decision of this sub-mission. Decide or move them first."),
        N_("Units wait for a decision of this sub-mission. Decide or move them first."),
    ),
    Rule.MISSION_HAS_OPEN_BELOW: (N_("Sub-missions below it are open. Close or move them first."),),
    Rule.NOT_YOURSELF: (N_("Nobody changes this of the own account. Ask somebody else who manages staff."),),
    Rule.LAST_ADMINISTRATOR: (N_("This is the last administrator who can sign in. Add another one first."),),
}
