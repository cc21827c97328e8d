"""The text messages, one for each kind of notice; the signature is set before them (glossary, SMS)."""

from __future__ import annotations

from ciie_portal.domain.notice import NoticeKind
from ciie_portal.i18n import N_

SMS: dict[str, str] = {
    NoticeKind.VERIFICATION: N_("Your code is {code}, valid for 5 minutes. Do not share it."),
    f"{NoticeKind.VERIFICATION}_recover": N_(
        "Your code for a new password is {code}, valid for 5 minutes. Do not share it."
    ),
    f"{NoticeKind.VERIFICATION}_change_contact": N_(
        "Your code to sign in with this contact is {code}, valid for 5 minutes. Do not share it."
    ),
    f"{NoticeKind.VERIFICATION}_second_contact": N_(
        "Your code to get messages here too is {code}, valid for 5 minutes. Do not share it."
    ),
    NoticeKind.RECEIVED: N_(
        "Registration {reference} received. {mission} reviews it. See progress under Buyer Login."
    ),
    NoticeKind.APPROVED: N_(
        "Unit approved. {people} to pay for: {amount}. Submit the certificate request under Buyer Login."
    ),
    NoticeKind.RETURNED: N_("Please correct: {reason}. Open Buyer Login and send it back."),
    NoticeKind.REJECTED: N_("Unit not approved: {reason}. You may correct and resubmit by {deadline}."),
    f"{NoticeKind.REJECTED}_otherwise": N_("Unit not approved: {reason}. Registration has closed."),
    NoticeKind.PAYMENT_RECEIVED: N_("{amount} received for {people}. Please wait for the personnel review."),
    NoticeKind.PASSED: N_(
        "{person} passed the review; the certificate is being made."
        " No refund and no change of person from now on."
    ),
    NoticeKind.FAILED: N_("{person} did not pass the review. Apply for the refund under Buyer Login."),
    NoticeKind.REFUND_PAID: N_("{amount} for {person} returned by the original payment method."),
    f"{NoticeKind.REFUND_PAID}_otherwise": N_(
        "{amount} paid beyond what was due returned by the original payment method."
    ),
    NoticeKind.DISPATCHED: N_("{certificates} sent by {carrier}, number {number}."),
    NoticeKind.READY: N_("{certificates} ready. Contact {mission}, {phone}."),
    f"{NoticeKind.READY}_otherwise": N_("{certificates} ready. Contact {mission}."),
    NoticeKind.HOW_TO_OBTAIN: N_(
        "{certificates} ready at the organiser's counter. See the email or Buyer Login."
    ),
    NoticeKind.CODE_GRANTED: N_(
        "Code {code} from {mission}, valid to {valid_until}. Please register online."
    ),
    f"{NoticeKind.CODE_GRANTED}_otherwise": N_("Code {code} from {mission}. Please register online."),
    NoticeKind.TRANSFERRED: N_("Your registration is now with {mission}: {reason}. See Buyer Login."),
    NoticeKind.DRAFT_REMINDER: N_(
        "Not submitted yet. Closes {deadline} Beijing time. Confirm under Buyer Login."
    ),
    NoticeKind.PAY_REMINDER: N_(
        "{people} still to be paid for. The review starts after payment. See Buyer Login."
    ),
    NoticeKind.ACCOUNT_CHANGED: N_(
        "The mobile number or email address of your account was changed. If it was not you, call the hotline."
    ),
    NoticeKind.CODE_REFUSED: N_(
        "No invitation code from {mission}: {reason}. You may ask another mission or sub-mission."
    ),
    NoticeKind.MOVE_DECLINED: N_("Your registration stays with {mission}: {reason}. See Buyer Login."),
    NoticeKind.LEFT_OUT: N_("{person} was not included: {reason}. No fee is due. See Buyer Login."),
    NoticeKind.SIGN_IN_BLOCKED: N_(
        "Too many wrong passwords: sign-in to your account is closed for {minutes} minutes."
        " If it was not you, change the password afterwards."
    ),
    NoticeKind.PASSWORD_CHANGED: N_(
        "The password of your account was changed. If it was not you, call the hotline."
    ),
}
