"""More kinds of notices; contacts that a message could not reach; what the reminders look for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.store.migrations.words import change_words, words

revision = "0015"
down_revision = "0014"

BEFORE = (
    "verification received returned rejected approved payment_received passed failed refund_paid dispatched"
    " ready how_to_obtain code_granted transferred draft_reminder pay_reminder account_changed"
)
AFTER = f"{BEFORE} code_refused move_declined left_out sign_in_blocked password_changed"


def upgrade() -> None:
    change_words("notice", "kind", BEFORE, AFTER)
    op.create_table(
        "contact_trouble",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("channel", words("channel", "sms email"), nullable=False),
        sa.Column("contact", sa.String(254), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contact_trouble_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_trouble")),
        sa.UniqueConstraint("account_id", "channel", name=op.f("uq_contact_trouble_account_id_channel")),
    )
    op.create_index("ix_work_unit_of_edition", "work_unit", ["edition_id", "status", "id"])
    op.create_index("ix_person_of_status", "person", ["status", "unit_id"])


def downgrade() -> None:
    op.drop_index("ix_person_of_status", "person")
    op.drop_index("ix_work_unit_of_edition", "work_unit")
    op.drop_table("contact_trouble")
    notice = sa.table("notice", sa.column("kind", sa.String()))
    op.execute(notice.delete().where(notice.c.kind.not_in(BEFORE.split())))
    change_words("notice", "kind", AFTER, BEFORE)
