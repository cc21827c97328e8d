"""The eleven answers of the source in our own words, each with the page that does it (Q1 to Q11).

A paragraph may tell facts of the running edition: it is left out while they are not known.
"""

from __future__ import annotations

from ciie_portal.i18n import N_
from ciie_portal.wording.more_questions import CHANGING, DOCUMENTS, NOT_CONFIRMED, PHOTO, RETURNED
from ciie_portal.wording.question import Group, Paragraph, Question

P = Paragraph
CODE_FREE, CODE_NEEDED = "code_free", "code_needed"
WHICH_WAY = (N_("Which way applies to me?"), "check")
FIND_MISSION = (N_("Find my trade mission"), "missions")
BUYER_LOGIN = (N_("Buyer login"), "sign-in")
SEE_PROGRESS = (N_("See progress"), "progress")

WHO = Question(
    "who",
    "Q1",
    N_("Who can register as a buyer?"),
    (
        P(
            N_(
                "People of the industries that the fair shows: traders, scientific researchers, government "
                "administrators, people of intermediary organisations and others of the trade. Each comes "
                "for a work unit: an enterprise, a government organ, a public institution, a social "
                "organisation, or an overseas unit."
            )
        ),
        P(
            N_(
                "Buyers from the Chinese mainland come with a trade mission or one of its sub-missions: that "
                "of their province, autonomous region, municipality or independently planned city, of the "
                "Xinjiang Production and Construction Corps, of their central enterprise, or of the National "
                "Health Commission. Overseas units belong to no trade mission."
            )
        ),
    ),
    (WHICH_WAY, FIND_MISSION),
)
HOW = Question(
    "how",
    "Q2",
    N_("How do I register?"),
    (
        P(
            N_(
                "Online and in advance: there is no registration at the venue. Three questions tell you "
                "which way applies, and what to have at hand."
            )
        ),
        P(
            N_(
                "Government organs, public institutions and social organisations need an invitation code. "
                "The trade mission or sub-mission of their territory gives it to them."
            )
        ),
        P(
            N_(
                "An enterprise that holds no code chooses “No invitation code for now”. Once it is approved, "
                "it is assigned to a trade mission or sub-mission by what it filled in."
            ),
            CODE_FREE,
        ),
        P(N_("In this edition enterprises, too, need an invitation code from a trade mission."), CODE_NEEDED),
        P(
            N_(
                "Afterwards, sign in to see what you sent, to change it while it is under review, and to "
                "follow the reviews and the making of the certificates."
            )
        ),
    ),
    (WHICH_WAY, FIND_MISSION, BUYER_LOGIN),
)
ALONE = Question(
    "alone",
    "Q6",
    N_("How do I register for myself alone?"),
    (
        P(
            N_(
                "In the same way as everybody: first the organisation that you work for, then yourself as "
                "the one person of it. Nobody registers without a work unit."
            )
        ),
    ),
    (WHICH_WAY,),
)
DEADLINE = Question(
    "deadline",
    "Q5",
    N_("Until when can I register?"),
    (
        P(N_("{edition}: registration closes at {deadline}.")),
        P(
            N_(
                "By then the registration must be submitted, every person added, and anything rejected "
                "submitted again. Seeing the progress, answering a return, paying and refunds go on "
                "afterwards."
            )
        ),
        P(N_("Certificates can be paid for until {pays_until}.")),
    ),
    ((N_("Start registration"), "check"),),
    also="deadline closing date last day due time limit 截止 截止日期 截止时间 最后期限 期限 最晚 几号 何时",
)
ADMITTED = Question(
    "admitted",
    "Q3",
    N_("Does registering admit me to the fair?"),
    (
        P(
            N_(
                "No. Work unit and people are reviewed first; for those who pass, certificates are made and "
                "handed out. With the certificate you can visit, as the rules of the fair have it."
            )
        ),
        P(N_("The fair takes place from {dates}.")),
    ),
    (SEE_PROGRESS,),
)
JOIN = Question(
    "join",
    "Q7",
    N_("How do I join a trade mission?"),
    (
        P(
            N_(
                "Ask the secretariat of the trade mission of your territory for an invitation code; it is "
                "generally at the provincial department of commerce. By joining you accept the management "
                "of the mission."
            )
        ),
        P(
            N_(
                "What belongs to a central enterprise asks the sub-mission of that enterprise, generally at "
                "its headquarters. Institutions managed by the National Health Commission itself join the "
                "mission of the Commission."
            )
        ),
        P(
            N_(
                "Enterprises can do without: they register without a code, and are assigned to a trade "
                "mission once they are approved."
            ),
            CODE_FREE,
        ),
    ),
    (FIND_MISSION, WHICH_WAY),
)
HOLDER = Question(
    "code",
    "Q8",
    N_("I hold an invitation code. Must I still register?"),
    (
        P(
            N_(
                "Yes. The code says which trade mission or sub-mission you belong to; it is not yet a "
                "registration. Register online and enter it there."
            )
        ),
    ),
    ((N_("Start registration"), "check"),),
)
AFTERWARDS = Question(
    "afterwards",
    "Q4",
    N_("What is left to do after submitting?"),
    (
        P(
            N_(
                "Your trade mission reviews the unit first, or the organiser desk where there is no mission. "
                "If it approves, each person gets a label, what was submitted is locked, and a payment "
                "notice goes out."
            )
        ),
        P(
            N_(
                "People are then “Unpaid”: submit the certificate request and pay. Once the payment has "
                "arrived they are “Waiting for review”, and there is nothing to do until the result."
            )
        ),
        P(N_("The fee for each certificate is {fee}.")),
    ),
    ((N_("Request the certificates"), "certificates"), SEE_PROGRESS),
)
PROGRESS = Question(
    "progress",
    "Q10",
    N_("How do I follow my registration?"),
    (
        P(
            N_(
                "Notices come by text message to domestic buyers and by email to overseas ones. Sign in at "
                "any time to see who has your registration, since when, and what comes next."
            )
        ),
    ),
    (BUYER_LOGIN, SEE_PROGRESS),
)
CERTIFICATE = Question(
    "certificate",
    "Q9",
    N_("How do I get the certificates?"),
    (
        P(
            N_(
                "Members of a trade mission choose for each person: express delivery to an address on the "
                "Chinese mainland, or collection by the trade mission. Express delivery is recommended and "
                "free; the address must be valid for the next 6 months. After dispatch the progress page "
                "shows the tracking number."
            )
        ),
        P(N_("Who belongs to no trade mission is told by email how to obtain the certificate.")),
    ),
    ((N_("Choose how they reach you"), "certificates"), SEE_PROGRESS),
)
REFUND = Question(
    "refund",
    "Q11",
    N_("I have paid but cannot come. Refund, or somebody else in my place?"),
    (
        P(
            N_(
                "The review of the people begins with the payment. If somebody does not pass, a notice says "
                "so; apply for the refund here, and the fee goes back the way it was paid."
            )
        ),
        P(
            N_(
                "If the review is passed, the certificate is made at once: from then on there is no refund, "
                "and nobody else can take that person’s place."
            )
        ),
    ),
    ((N_("Apply for a refund"), "refund"),),
)
LOST = Question(
    "lost",
    "",
    N_("I forgot my password, or my number has changed"),
    (
        P(
            N_(
                "A code sent to the mobile number or email address of the account lets you choose a new "
                "password. Drafts and registrations stay as they were."
            )
        ),
    ),
    ((N_("Choose a new password"), "recover"),),
)
GROUPS = (
    Group(N_("Before you register"), (WHO, HOW, ALONE, DEADLINE, ADMITTED, PHOTO, DOCUMENTS)),
    Group(N_("Trade missions and invitation codes"), (JOIN, HOLDER)),
    Group(N_("After submitting"), (AFTERWARDS, PROGRESS, CHANGING, RETURNED, NOT_CONFIRMED)),
    Group(N_("Certificates and refunds"), (CERTIFICATE, REFUND)),
    Group(N_("Signing in"), (LOST,)),
)
QUESTIONS = tuple(question for group in GROUPS for question in group.questions)
ONE_FOUND = N_("1 answer about “{text}”.")
SOME_FOUND = N_("{count} answers about “{text}”.")
NONE_FOUND = N_("No answer about “{text}”. Try other words.")
