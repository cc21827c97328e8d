"""Subjects and bodies of the emails, one for each kind of notice (glossary, email subjects)."""

from __future__ import annotations

from ciie_portal.domain.notice import NoticeKind
from ciie_portal.i18n import N_

EMAIL_SUBJECT: dict[str, str] = {
    NoticeKind.VERIFICATION: N_("Your verification code for the CIIE"),
    NoticeKind.RECEIVED: N_("Registration received: {unit} ({reference})"),
    NoticeKind.APPROVED: N_("Approved: please pay for {people} by {date}"),
    f"{NoticeKind.APPROVED}_otherwise": N_("Approved: please pay for {people}"),
    NoticeKind.RETURNED: N_("Please correct your registration ({reference})"),
    NoticeKind.REJECTED: N_("Your unit was not approved ({reference})"),
    NoticeKind.PAYMENT_RECEIVED: N_("Payment received: {amount} for {people}"),
    NoticeKind.PASSED: N_("Review passed: the certificate is being made"),
    NoticeKind.FAILED: N_("Review not passed: how to get your refund"),
    NoticeKind.REFUND_PAID: N_("Refund paid: {amount}"),
    NoticeKind.HOW_TO_OBTAIN: N_("How to obtain your certificate for the CIIE"),
    NoticeKind.DISPATCHED: N_("Certificates sent: {carrier} {number}"),
    NoticeKind.READY: N_("Certificates ready for collection"),
    NoticeKind.CODE_GRANTED: N_("Your invitation code from {mission}"),
    NoticeKind.TRANSFERRED: N_("Your registration is now with {mission}"),
    NoticeKind.DRAFT_REMINDER: N_("Not submitted yet: registration closes on {deadline}"),
    NoticeKind.PAY_REMINDER: N_("{people} still to be paid for"),
    NoticeKind.ACCOUNT_CHANGED: N_("Your mobile number or email address was changed"),
    NoticeKind.CODE_REFUSED: N_("Your request for an invitation code was declined"),
    NoticeKind.MOVE_DECLINED: N_("Your registration stays with {mission} ({reference})"),
    NoticeKind.LEFT_OUT: N_("A person was not included ({reference})"),
    NoticeKind.SIGN_IN_BLOCKED: N_("Sign-in to your account is closed for a short time"),
    NoticeKind.PASSWORD_CHANGED: N_("Your password was changed"),
}

EMAIL_BODY: dict[str, str] = {
    NoticeKind.VERIFICATION: N_(
        "Your verification code is {code}. It is valid for 5 minutes and serves to prove this address"
        " for the buyer registration of the CIIE. Do not share it. If you did not ask for it, ignore"
        " this message."
    ),
    f"{NoticeKind.VERIFICATION}_recover": N_(
        "Your verification code is {code}. It is valid for 5 minutes and lets you set a new password for"
        " your buyer account. Do not share it. If you did not ask for it, ignore this message: your"
        " password stays as it is."
    ),
    f"{NoticeKind.VERIFICATION}_change_contact": N_(
        "Your verification code is {code}. It is valid for 5 minutes and makes this the address that your"
        " buyer account signs in with. Do not share it. If you did not ask for it, ignore this message."
    ),
    f"{NoticeKind.VERIFICATION}_second_contact": N_(
        "Your verification code is {code}. It is valid for 5 minutes and lets messages about your"
        " registration come to this address too. Do not share it. If you did not ask for it, ignore this"
        " message."
    ),
    NoticeKind.RECEIVED: N_(
        "The registration of {unit} has been received under the reference {reference}. {mission}"
        " reviews it. Registration is not yet admission: the certificate follows the two reviews and"
        " the payment. You can follow the progress under Buyer Login."
    ),
    NoticeKind.APPROVED: N_(
        "{unit} ({reference}) is approved. {people} can now be paid for, {amount} in total, by"
        " {date}. Sign in under Buyer Login, submit the certificate request and pay. The personnel"
        " review starts when the payment arrives. Once a person passes the review, the fee is not"
        " refunded and nobody else can take that person's place."
    ),
    f"{NoticeKind.APPROVED}_otherwise": N_(
        "{unit} ({reference}) is approved. {people} can now be paid for, {amount} in total. Sign in"
        " under Buyer Login, submit the certificate request and pay. The personnel review starts when"
        " the payment arrives. Once a person passes the review, the fee is not refunded and nobody"
        " else can take that person's place."
    ),
    NoticeKind.RETURNED: N_(
        "Your registration {reference} needs a correction: {reason}. Sign in under Buyer Login,"
        " correct what is marked and send it back. Everything else stays as it is."
    ),
    NoticeKind.REJECTED: N_(
        "{unit} ({reference}) was not approved: {reason}. You may correct the registration under"
        " Buyer Login and submit it again before {deadline}."
    ),
    f"{NoticeKind.REJECTED}_otherwise": N_(
        "{unit} ({reference}) was not approved: {reason}. Registration has closed."
    ),
    NoticeKind.PAYMENT_RECEIVED: N_(
        "{amount} for {people} has been received. Please wait for the result of the personnel review;"
        " nothing is needed from you now."
    ),
    NoticeKind.PASSED: N_(
        "{person} passed the personnel review and the certificate is being made. From now on the fee"
        " is not refunded and nobody else can take this person's place."
    ),
    NoticeKind.FAILED: N_(
        "{person} did not pass the personnel review. Sign in under Buyer Login and confirm the"
        " refund: the fee goes back by the original payment method. There is no time limit for asking."
    ),
    NoticeKind.REFUND_PAID: N_(
        "{amount} for {person} was returned by the original payment method. When it appears in your"
        " account depends on the payment service."
    ),
    f"{NoticeKind.REFUND_PAID}_otherwise": N_(
        "{amount} was paid beyond what was due and has been returned by the original payment method. When it"
        " appears in your account depends on the payment service."
    ),
    NoticeKind.HOW_TO_OBTAIN: N_(
        "You can now collect {certificates} at the organiser's counter. Bring the identity document"
        " that was given at registration; a certificate is valid only for the person named on it."
    ),
    NoticeKind.DISPATCHED: N_(
        "We have sent {certificates} by {carrier}, tracking number {number}. You can follow the"
        " delivery under Buyer Login."
    ),
    NoticeKind.READY: N_("You can now collect {certificates}. Please contact {mission}, telephone {phone}."),
    f"{NoticeKind.READY}_otherwise": N_("You can now collect {certificates}. Please contact {mission}."),
    NoticeKind.CODE_GRANTED: N_(
        "{mission} has granted you the invitation code {code}, valid to {valid_until}. Holding a code"
        " is not yet a registration: please register online before the deadline."
    ),
    f"{NoticeKind.CODE_GRANTED}_otherwise": N_(
        "{mission} has granted you the invitation code {code}. Holding a code is not yet a"
        " registration: please register online before the deadline."
    ),
    NoticeKind.TRANSFERRED: N_(
        "The registration of {unit} ({reference}) is now with {mission}. Reason: {reason}. What you"
        " submitted stays as it is."
    ),
    NoticeKind.DRAFT_REMINDER: N_(
        "Your registration has not been submitted yet. Registration closes at {deadline}. Sign in"
        " under Buyer Login, check your answers and submit."
    ),
    NoticeKind.PAY_REMINDER: N_(
        "The fee for {people} of {unit} is still open, {amount} in total. The personnel review starts"
        " after the payment. Sign in under Buyer Login, submit the certificate request and pay."
    ),
    NoticeKind.ACCOUNT_CHANGED: N_(
        "The mobile number or email address of your account was changed. If it was not you, please"
        " contact the hotline at once."
    ),
    NoticeKind.CODE_REFUSED: N_(
        "Your request to {mission} for an invitation code was declined. Reason: {reason}. You may ask"
        " another trade mission or sub-mission from the directory."
    ),
    NoticeKind.MOVE_DECLINED: N_(
        "You asked that {unit} ({reference}) be moved to another trade mission. The request was"
        " declined. Reason: {reason}. The registration stays with {mission}; what you submitted stays"
        " as it is."
    ),
    NoticeKind.LEFT_OUT: N_(
        "{person} of {unit} ({reference}) was not included. Reason: {reason}. No fee is due for this person."
    ),
    NoticeKind.SIGN_IN_BLOCKED: N_(
        "A wrong password was entered many times for your account, so sign-in is closed for {minutes}"
        " minutes. If it was not you, nobody has got in; change the password when you sign in again."
    ),
    NoticeKind.PASSWORD_CHANGED: N_(
        "The password of your account was changed and every other device was signed out. If it was"
        " not you, please contact the hotline at once."
    ),
}
