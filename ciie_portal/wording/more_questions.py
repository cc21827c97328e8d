"""What buyers ask beyond the eleven answers of the source; the rules of the fair answer it."""

from __future__ import annotations

from ciie_portal.i18n import N_
from ciie_portal.wording.question import Paragraph, Question

SEE_PROGRESS = (N_("See progress"), "progress")

PHOTO = Question(
    "photo",
    "",
    N_("What photo does each person need?"),
    (
        Paragraph(N_("A recent portrait, bare-headed, on a plain light background.")),
        Paragraph(
            N_(
                "A jpg or png file of at most {photo_most} MB and at least {photo_width} × "
                "{photo_height} pixels."
            )
        ),
        Paragraph(
            N_(
                "A photo that cannot be used is returned with the reason. Replace it on the page of "
                "that person; everything else stays as it is, and a fee that was paid remains valid."
            )
        ),
    ),
    (SEE_PROGRESS,),
    also="picture portrait image upload format size 相片 头像 图片 尺寸 像素 格式 上传",
)
DOCUMENTS = Question(
    "documents",
    "",
    N_("Which identity documents can be used?"),
    (
        Paragraph(
            N_(
                "A resident identity card or residence permit, a travel permit, a foreigner’s "
                "permanent residence card, or a passport. The document must not have expired, and "
                "the person must be 16 or older."
            )
        ),
    ),
    ((N_("What to have at hand"), "check"),),
    also="id card passport age hong kong macao taiwan 证件 身份证 护照 港澳 台胞证 年龄 儿童",
)
CHANGING = Question(
    "change",
    "",
    N_("Can I still change what I submitted?"),
    (
        Paragraph(
            N_(
                "While the unit is under review, yes: everything but the category, the invitation "
                "code and the credit code. Once it is approved the answers are locked; only what a "
                "reviewer returns opens again. The delivery address can be changed until the "
                "certificate is dispatched."
            )
        ),
        Paragraph(N_("Until a payment, a person or the whole registration can be withdrawn.")),
    ),
    (SEE_PROGRESS,),
    also="edit modify correct mistake wrong cancel withdraw replace 修改 更正 填错 更改 撤回 取消 换人",
)
RETURNED = Question(
    "returned",
    "",
    N_("My registration was returned or not approved. What now?"),
    (
        Paragraph(
            N_(
                "Returned: the notice says which answers, and why. Only these open; correct them and "
                "send them back, after the deadline as well."
            )
        ),
        Paragraph(
            N_("Not approved: correct what the reason names and submit again before registration closes.")
        ),
    ),
    (SEE_PROGRESS,),
    also="rejected refused sent back correction resubmit declined 退回 驳回 不通过 未通过 重新提交 补正",
)
NOT_CONFIRMED = Question(
    "payment",
    "",
    N_("I have paid, but the payment is still being confirmed"),
    (
        Paragraph(
            N_(
                "It counts once the payment service has told us. Do not pay again: check the payment "
                "result on the page of certificates, or look again in a few minutes."
            )
        ),
        Paragraph(
            N_("If the payment was declined, the page says so, and the same request can be paid again.")
        ),
    ),
    ((N_("Check payment result"), "certificates"), SEE_PROGRESS),
    also="pay fee failed declined unpaid pending twice 缴费 付款 支付 失败 扣款 未到账 重复",
)
