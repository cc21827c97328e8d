"""What was agreed to stays; when a certificate was handed over, a re-issued one too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

NEVER = ("UPDATE", "DELETE")
# the last hand-over on record of who collected after the certificate was laid ready
HANDED_OVER = """
UPDATE certificate_paper SET handed_over_at = (
    SELECT max(journey_event.at) FROM journey_event
      JOIN certificate ON certificate.person_id = journey_event.person_id
     WHERE certificate.id = certificate_paper.certificate_id
       AND journey_event.event = 'collect' AND journey_event.at >= certificate_paper.set_out_at)
 WHERE set_out_at IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("certificate_paper", sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(HANDED_OVER)
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for change in NEVER:
        when = f"CREATE TRIGGER consent_refuses_{change.lower()} BEFORE {change} ON consent"
        if is_postgresql:
            op.execute(f"{when} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
        else:
            op.execute(f"{when} BEGIN SELECT RAISE(ABORT, 'consent refuses {change}'); END")
    if is_postgresql:
        op.execute(
            "CREATE TRIGGER consent_refuses_truncate BEFORE TRUNCATE ON consent"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for change in (*NEVER, *(("TRUNCATE",) if is_postgresql else ())):
        beside = " ON consent" if is_postgresql else ""
        op.execute(f"DROP TRIGGER consent_refuses_{change.lower()}{beside}")
    op.drop_column("certificate_paper", "handed_over_at")
