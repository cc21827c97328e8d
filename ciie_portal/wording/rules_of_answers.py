"""What is said when an answer is refused: what is wrong, then how to mend it."""

from __future__ import annotations

from ciie_portal.domain.errors import Rule
from ciie_portal.i18n import N_

_CHOSEN = (
    *("country", "division_code", "industry", "size", "parent_group_code", "is_nhc_managed"),
    *("is_corps_member", "sex", "nationality", "document_type", "role", "method", "source"),
)
_UPLOADED = ("licence_file_id", "photo_file_id")
# what is missing is chosen or uploaded there, not filled in
MISSING_OF: dict[str, str] = {
    **dict.fromkeys(_CHOSEN, N_("Please choose: {field}.")),
    **dict.fromkeys(_UPLOADED, N_("Please upload: {field}.")),
}

ANSWER_SENTENCES: dict[Rule, tuple[str, ...]] = {
    Rule.REQUIRED: (
        N_("Please fill in: {field}."),
        N_("Please fill this in."),
    ),
    Rule.TOO_LONG: (
        N_("At most {longest} characters; you entered {length}. Please shorten it."),
        N_("This is too long. Please shorten it."),
    ),
    Rule.NOT_AN_OPTION: (N_("Please choose one of the options."),),
    Rule.UNUSABLE_CHARACTERS: (
        N_(
            "There are characters that cannot be used, such as emoji or control characters. "
            "Please type it again."
        ),
    ),
    Rule.NOT_A_DATE: (N_("This is not a date. Check the year, the month and the day."),),
    Rule.NOT_A_NUMBER: (N_("This is not a number. Use digits and at most one decimal point."),),
    Rule.NUMBER_OUT_OF_RANGE: (
        N_("The number must lie between {smallest} and {largest}."),
        N_("This number is too large or too small."),
    ),
    Rule.LATIN_NEEDED: (N_("Please enter it in Latin letters, as in the document."),),
    Rule.CHINESE_NEEDED: (
        N_("Please enter it in Chinese characters, as in the document or on the licence."),
    ),
    Rule.NOT_A_NAME: (N_("This does not look like a name. Use letters, no digits or symbols."),),
    Rule.MOBILE_NOT_VALID: (
        N_("This is not a mobile number. Outside the Chinese mainland begin with + and the country code."),
    ),
    Rule.MAINLAND_MOBILE_NOT_VALID: (
        N_("This has {length} digits. A mobile number of the Chinese mainland has 11."),
        N_("This is not a mobile number of the Chinese mainland. It has 11 digits and begins with 1."),
    ),
    Rule.MOBILE_NOT_MAINLAND: (
        N_("A mobile number of the Chinese mainland (+86) is needed: notices go out by SMS."),
    ),
    Rule.EMAIL_NOT_VALID: (N_("This is not an email address. It looks like name@example.com."),),
    Rule.PASSWORD_TOO_SHORT: (
        N_("The password has {length} characters; at least {shortest} are needed."),
        N_("The password is too short."),
    ),
    Rule.PASSWORD_TOO_WEAK: (
        N_(
            "This password is easy to guess. Make it longer, for example of several words that do "
            "not belong together."
        ),
    ),
    Rule.CREDIT_CODE_LENGTH: (
        N_(
            "The credit code has 18 characters; you entered {length}. Copy it from the top right "
            "of the licence."
        ),
        N_("The credit code has 18 characters. Copy it from the top right of the licence."),
    ),
    Rule.CREDIT_CODE_CHARACTERS: (
        N_(
            "A credit code has digits and capital letters without I, O, S, V and Z. Copy it from the licence."
        ),
    ),
    Rule.CREDIT_CODE_CHECK: (
        N_("The last character does not fit this credit code. Check it for a typing mistake."),
    ),
    Rule.CREDIT_CODE_OF_GOVERNMENT_ORGAN: (
        N_(
            'This code belongs to a government organ, but you chose "enterprise". Change the '
            "category or the code."
        ),
    ),
    Rule.CREDIT_CODE_OF_PUBLIC_INSTITUTION: (
        N_(
            'This code belongs to a public institution, but you chose "enterprise". Change the '
            "category or the code."
        ),
    ),
    Rule.CREDIT_CODE_OF_SOCIAL_ORGANISATION: (
        N_(
            'This code belongs to a social organisation, but you chose "enterprise". Change the '
            "category or the code."
        ),
    ),
    Rule.COUNTRY_IS_MAINLAND: (
        N_(
            "A unit registered on the Chinese mainland is a domestic one. Choose another category "
            "or another country or region."
        ),
    ),
    Rule.COUNTRY_IS_OVERSEAS: (
        N_(
            "A unit registered outside the Chinese mainland is an overseas unit. Change the "
            "category or the country or region."
        ),
    ),
    Rule.BIRTH_DATE_IN_FUTURE: (N_("The date of birth lies in the future."),),
    Rule.BIRTH_DATE_TOO_EARLY: (N_("The date of birth lies before 1900. Please check the year."),),
    Rule.TOO_YOUNG: (
        N_("Persons must be {youngest} years or older."),
        N_("This person is too young to register."),
    ),
    Rule.TOO_MANY_PERSONS: (
        N_("A unit may register at most {limit} persons."),
        N_("The unit has as many persons as it may register."),
    ),
    Rule.NO_PERSONS: (N_("Please add at least one person."),),
    Rule.DOCUMENT_NUMBER_SHAPE: (
        N_("The number does not have the form of this document. Check the number and the document type."),
    ),
    Rule.DOCUMENT_NUMBER_LENGTH: (
        N_("The number has 18 characters; you entered {length}."),
        N_("The number has 18 characters."),
    ),
    Rule.DOCUMENT_CHECK: (N_("The last character does not fit this number. Check it for a typing mistake."),),
    Rule.DOCUMENT_PLACE: (
        N_("The first six digits do not belong to this document. Check the number and the document type."),
    ),
    Rule.DOCUMENT_BIRTH_NOT_A_DATE: (
        N_("The number's date of birth is not a possible date. Check digits 7 to 14."),
    ),
    Rule.DOCUMENT_BIRTH_IN_FUTURE: (
        N_("The number's date of birth lies in the future. Check digits 7 to 14."),
    ),
    Rule.DOCUMENT_BIRTH_DIFFERS: (N_("The date of birth differs from the one in the document number."),),
    Rule.DOCUMENT_SEX_DIFFERS: (N_("The sex differs from the one in the document number."),),
    Rule.DOCUMENT_NATIONALITY_DIFFERS: (N_("The country or region does not fit this document."),),
    Rule.DOCUMENT_EXPIRED: (N_("This document has expired. Please use a valid one."),),
    Rule.DOCUMENT_EXPIRY_TOO_FAR: (N_("The expiry date lies too far ahead. Please check the year."),),
    Rule.FILE_TOO_LARGE: (
        N_("The file is {size} MB; at most {most} MB. Please upload a smaller one."),
        N_("The file is too large. Please upload a smaller one."),
    ),
    Rule.FILE_NOT_A_PICTURE: (N_("This is not a jpg or png picture. Please upload another file."),),
    Rule.FILE_NOT_A_LICENCE: (N_("This is not a jpg, png or pdf file. Please upload another scan."),),
    Rule.FILE_UNREADABLE: (N_("The file cannot be read; it may be damaged. Please upload it again."),),
    Rule.FILE_ACTS: (N_("This pdf contains scripts or other files. Please upload a plain scan."),),
    Rule.PHOTO_TOO_SMALL: (
        N_(
            "The photo is {width} × {height} pixels; at least {least_width} × {least_height} is "
            "needed. Upload a larger one."
        ),
        N_("The photo has too few pixels. Upload a larger one."),
    ),
}
