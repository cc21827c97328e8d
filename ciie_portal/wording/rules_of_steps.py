"""What is said when a step is not possible: why, then what to do next."""

from __future__ import annotations

from ciie_portal.domain.errors import Rule
from ciie_portal.i18n import N_

STEP_SENTENCES: dict[Rule, tuple[str, ...]] = {
    Rule.STEP_NOT_POSSIBLE: (
        N_("This step is not possible now. Look at the present status and go on from there."),
    ),
    Rule.CHANGED_MEANWHILE: (
        N_("Somebody else changed this record meanwhile. What you typed is kept; reload to compare."),
    ),
    Rule.NOT_FOUND: (N_("This was not found. Check the address or the reference."),),
    Rule.REGISTRATION_CLOSED: (
        N_("Registration closed at {closed_at}. Your draft is kept but can no longer be submitted."),
        N_("Registration has closed. Your draft is kept but can no longer be submitted."),
    ),
    Rule.REGISTRATION_NOT_OPEN: (
        N_("Registration opens at {opens_at}, Beijing time."),
        N_("Registration has not opened yet."),
    ),
    Rule.PAYMENT_CLOSED: (
        N_("Payment closed at {closed_at}."),
        N_("Payment for this edition has closed."),
    ),
    Rule.TOO_MANY_TRIES: (
        N_("Too many tries. Please try again in {minutes} minutes."),
        N_("Too many tries. Please try again later."),
    ),
    Rule.SEARCH_TOO_SHORT: (N_("Type two characters of a name or more, or a whole number or address."),),
    Rule.LAST_FOUR_NEEDED: (N_("Type the last four characters that the caller says."),),
    Rule.CODE_NOT_RESENT: (
        N_(
            "A code is not sent again from here. A new verification code is got on the page where it is"
            " asked for; an invitation code is given by its trade mission."
        ),
    ),
    Rule.SENT_JUST_NOW: (N_("This was sent again a moment ago. Wait ten minutes before the next time."),),
    Rule.AREA_NEEDED: (N_("Choose at least one exhibition area."),),
    Rule.MANAGEMENT_NOT_ACCEPTED: (
        N_("Please accept the management of the trade mission before submitting."),
    ),
    Rule.LICENCE_NOT_REPLACED: (N_("Upload another scan; this is the one that came back."),),
    Rule.PHOTO_NOT_REPLACED: (N_("Upload another photo; this is the one that came back."),),
    Rule.CLOSED_FOR_NEW: (N_("Registration has closed; nothing new can be entered."),),
    Rule.NOT_DECLARED: (
        N_("Please confirm that the answers are true and that everyone named agrees, before submitting."),
    ),
    Rule.FIELD_LOCKED: (N_("This answer is locked and cannot be changed now."),),
    Rule.RETURN_NAMES_NOTHING: (N_("Choose at least one answer to be corrected."),),
    Rule.REASON_NEEDED: (N_("Please give the reason; the buyer reads it."),),
    Rule.ALREADY_PAID_FOR: (N_("The fee has arrived, so this can no longer be withdrawn."),),
    Rule.LAST_PERSON: (N_("This is the unit's last person. To withdraw, withdraw the unit."),),
    Rule.PERSON_ALREADY_ENTERED: (N_("A person with this document is already in the list."),),
    Rule.METHOD_NOT_AVAILABLE: (N_("This way of delivery is not available here. Choose another."),),
    Rule.MAINLAND_ADDRESS_ONLY: (N_("Express delivery goes to addresses on the Chinese mainland only."),),
    Rule.ADDRESS_NOT_CONFIRMED: (N_("Please confirm that the address stays valid for the next 6 months."),),
    Rule.PERSON_NOT_UNPAID: (N_('Only persons whose status is "unpaid" can be paid for.'),),
    Rule.PERSON_IN_ANOTHER_REQUEST: (N_("This person is already in another certificate request."),),
    Rule.DOCUMENT_HAS_CERTIFICATE: (
        N_(
            "A certificate has already been paid for or made with this document. One person has "
            "one certificate."
        ),
    ),
    Rule.REQUEST_NOT_OPEN: (N_("This certificate request is no longer open."),),
    Rule.REQUEST_PAID: (N_("This certificate request is paid; the persons in it no longer change."),),
    Rule.CERTIFICATE_NOT_DUE: (N_("No certificate can be made for this person now."),),
    Rule.PARCEL_MIXED: (
        N_("A parcel goes to one unit, one address and one recipient. Choose certificates that share them."),
    ),
    Rule.PARCEL_FULL: (
        N_("A parcel holds at most {most} certificates."),
        N_("Too many certificates for one parcel."),
    ),
    Rule.TRACKING_NUMBER_USED: (N_("Another parcel has this tracking number already."),),
    Rule.BATCH_FULL: (
        N_("A batch holds at most {most} certificates."),
        N_("Too many certificates for one batch."),
    ),
    Rule.COUNT_DIFFERS: (
        N_("{counted} counted, {expected} on record. Count again, or re-issue what is lost or spoiled."),
        N_("This differs from the record. Count again, or re-issue what is lost or spoiled."),
    ),
    Rule.CERTIFICATE_NOT_LIVE: (N_("This certificate is void already; the newest one counts."),),
    Rule.NOTHING_TO_PRINT: (N_("No certificate of this batch can be printed; make them by hand."),),
    Rule.FONT_MISSING: (N_("No font for the certificates was found. Tell the administrator."),),
    Rule.REFUND_NOT_DUE: (N_("A refund is possible after the personnel review is not passed."),),
    Rule.REFUND_AND_CERTIFICATE: (N_("The person has passed the review; the fee is not refunded."),),
    Rule.REFUND_ALREADY_ASKED: (N_("The refund has already been applied for."),),
    Rule.REFUND_TOO_LARGE: (N_("The refund is larger than what is left of the payment."),),
    Rule.REFUND_REASON: (N_("The reason does not fit this refund."),),
    Rule.AMOUNT_DIFFERS: (N_("The amount differs from the one due. The payment stays with finance."),),
    Rule.INVITATION_CODE_REQUIRED: (
        N_(
            "Government organs, public institutions and social organisations need an invitation "
            "code from a trade mission."
        ),
    ),
    Rule.INVITATION_CODE_NEEDED_OR_NONE: (
        N_('Enter the invitation code, or choose "No invitation code for now".'),
    ),
    Rule.INVITATION_CODE_NOT_USABLE: (
        N_(
            "This invitation code cannot be used: it may be mistyped, expired or used up. Ask the "
            "trade mission that gave it."
        ),
    ),
    Rule.CODE_FREE_CLOSED: (
        N_(
            "Registration without a code is not open in this edition. Please ask a trade mission "
            "for an invitation code."
        ),
    ),
    Rule.CONTACT_UNCHANGED: (N_("This contact is on your account already. Enter another one."),),
    Rule.CONTACT_HAS_ACCOUNT: (N_("There is already an account with this contact. Please sign in."),),
    Rule.ONE_TIME_CODE_MISSING: (N_("Enter the six digits that were sent."),),
    Rule.ONE_TIME_CODE_WRONG: (
        N_("The verification code is wrong or older than 5 minutes. Check it, or get a new one."),
    ),
    Rule.CODES_SENT_TOO_OFTEN: (
        N_("Too many verification codes were sent. Please wait a while before getting another."),
    ),
    Rule.SIGN_IN_WRONG: (N_("The account or the password is wrong."),),
    Rule.SECOND_FACTOR_MISSING: (N_("Enter the six digits that the authenticator shows."),),
    Rule.SECOND_FACTOR_WRONG: (N_("The code of the authenticator is wrong. Wait for the next one."),),
    Rule.SIGN_IN_FIRST: (N_("Please sign in first."),),
    Rule.NOT_YOUR_PART: (N_("That page is not for this account. You are on your own first page now."),),
    Rule.ENROLMENT_NOT_VALID: (
        N_("This enrolment address is used or expired. Ask the administrator for a new one."),
    ),
    Rule.LOGIN_TAKEN: (N_("This sign-in name is taken."),),
    Rule.PASSWORDS_DIFFER: (N_("The two passwords differ."),),
    Rule.OLD_PASSWORD_WRONG: (N_("The present password is wrong."),),
    Rule.CROSS_SITE: (
        N_("The form came from another site. Please open the page again and send it from there."),
    ),
    Rule.LABEL_NEEDED: (N_("Give this person a label or leave the person out."),),
    Rule.NOBODY_LABELLED: (N_("At least one person needs a label."),),
    Rule.MISSION_NEEDED: (N_("A domestic unit cannot be approved while it has no trade mission."),),
    Rule.CREDIT_CODE_APPROVED: (
        N_("Another unit with this credit code is already approved in this edition."),
    ),
    Rule.OVERSEAS_HAS_NO_MISSION: (N_("An overseas unit is not in a trade mission."),),
    Rule.CERTIFICATE_IS_OUT: (
        N_("A certificate has been dispatched or handed over, so the unit can no longer be moved."),
    ),
    Rule.ALREADY_THERE: (N_("The unit is already with this trade mission."),),
    Rule.MOVE_AFTER_SUBMITTING: (
        N_("Submit the registration first; then it is with a trade mission, and you can ask to be moved."),
    ),
    Rule.MOVE_ASKED_ALREADY: (
        N_("You have asked to be moved already. It can be asked once; the answer stands under Progress."),
    ),
    Rule.MOVE_REASON_NEEDED: (N_("Say why the unit should be moved; the organiser desk reads it."),),
    Rule.MOVE_NOT_ASKED: (N_("Nobody asks to be moved here, or the request has been answered already."),),
    Rule.NO_MISSION_YET: (
        N_(
            "The organiser desk is still deciding which trade mission your unit belongs to. You can ask to be"
            " moved once it is with one."
        ),
    ),
    Rule.HOLDER_NEEDED: (N_("Choose the unit that holds the credit code."),),
    Rule.CLAIM_HELD_BY_APPROVED: (
        N_("An approval is not taken back: the approved unit holds the credit code."),
    ),
    Rule.CREDIT_CODE_OF_ANOTHER: (
        N_(
            "The organiser desk decided that another unit holds this credit code. Return the code for"
            " correction, or reject the unit."
        ),
    ),
    Rule.DATE_IN_PAST: (N_("The date lies in the past."),),
    Rule.PROOF_TOO_OLD: (
        N_("The number was verified more than half an hour ago. Please verify it again; the answers stay."),
    ),
    Rule.CODE_REQUESTS_TOO_OFTEN: (
        N_("This number has asked many times today. The secretariats answer what they have; ask tomorrow."),
    ),
    Rule.CODE_REQUESTS_CLOSED: (N_("Registration is not open, so no invitation codes are given out."),),
    Rule.CODE_FOR_NOBODY: (N_("Name the unit, or tie the code to the number that asked."),),
    Rule.EMAIL_NOT_PROVED: (
        N_("An overseas unit registers with a verified email address. Please add one to the account first."),
    ),
    Rule.MOBILE_NOT_PROVED: (
        N_("A domestic unit registers with a verified mobile number. Please add one to the account first."),
    ),
    Rule.GROUP_TO_CONFIRM: (
        N_("The unit's name begins like that of a central enterprise. Please say whether it belongs to it."),
    ),
    Rule.PAYMENT_BEING_CONFIRMED: (
        N_("Payment has not been confirmed yet. Do not pay again; look again in a few minutes."),
    ),
    Rule.CASHIER_UNREACHABLE: (
        N_(
            "The payment service does not answer at the moment. Nothing was charged; try again in "
            "a few minutes."
        ),
    ),
}
