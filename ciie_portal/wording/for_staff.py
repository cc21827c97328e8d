"""What the buyer reads in the second person, as staff read it: what the buyer has to do, in the third."""

from __future__ import annotations

from ciie_portal.i18n import N_

# the buyer's sentence, and the same for staff; what is not here reads alike for both
FOR_STAFF: dict[str, str] = {
    "Please correct {fields} and send them back.": N_("The buyer has to correct and send back: {fields}."),
    "Please correct the {fields} and submit again.": N_("The buyer has to correct and send back: {fields}."),
    "Please replace {fields}. The fee paid remains valid.": N_(
        "The buyer has to replace: {fields}. The fee paid remains valid."
    ),
    "Submit the certificate request and pay {amount}.": N_(
        "The buyer has to submit the certificate request and pay {amount}."
    ),
    "The fee is paid. Please wait for the personnel review.": N_(
        "The fee is paid; the personnel review comes next."
    ),
    "Please contact {mission} to collect the certificate.": N_(
        "The certificate lies ready at {mission}; the buyer collects it there."
    ),
    "Collect the certificate at the organiser's counter, as told by email.": N_(
        "The certificate lies ready at the organiser's counter; the buyer was told by email."
    ),
    "The personnel review was not passed. You can apply for a refund.": N_(
        "The personnel review was not passed. The buyer can apply for a refund."
    ),
    "Your request has arrived and goes to the payment service.": N_(
        "The buyer asked for the refund; the request goes to the payment service."
    ),
    "You withdrew this person before paying.": N_("The buyer withdrew this person before paying."),
    "{mission} reviews this person; your unit is approved already.": N_(
        "{mission} reviews this person; the unit is approved already."
    ),
    "Your unit was returned for correction; this person waits until you send it back.": N_(
        "The unit was returned for correction; this person waits until the buyer sends it back."
    ),
    "Your unit was not approved. This person goes out with it when you submit it again before"
    " {deadline}.": N_(
        "The unit was not approved. This person goes out with it when the buyer submits it again before"
        " {deadline}."
    ),
    "Your unit was not approved, and registration has closed. No fee is due.": N_(
        "The unit was not approved, and registration has closed. No fee is due."
    ),
    "We are confirming the payment with the payment service. Please do not pay again.": N_(
        "The payment is being confirmed with the payment service. The buyer must not pay again."
    ),
    "The payment service did not complete the payment; no money was taken. You can pay again.": N_(
        "The payment service did not complete the payment; no money was taken. The buyer can pay again."
    ),
    "The parcel came back. Please check the address.": N_(
        "The parcel came back. The buyer has to check the address."
    ),
    "Waiting on you since {date}": N_("Waiting on the buyer since {date}"),
}


def for_staff(message: str) -> str:
    """The same in the third person."""
    return FOR_STAFF.get(message, message)
