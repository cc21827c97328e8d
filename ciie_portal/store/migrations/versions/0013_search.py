"""What the help desk searches, and by what an account's second contact is found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ciie_portal.domain.searched import bigrams, plain_names, plain_number
from ciie_portal.store.tables.search import FOLLOW, FULL_TEXT, MAKE_FULL_TEXT, Pairs

revision = "0013"
down_revision = "0012"
AT_ONCE = 1000  # rows


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("names", sa.Text(), nullable=True),
        sa.Column("pairs", Pairs(), nullable=True),
        sa.Column("mobile", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(names IS NULL) = (pairs IS NULL)", name=op.f("ck_search_entry_names_have_pairs")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["work_unit.id"], name=op.f("fk_search_entry_unit_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_search_entry_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in (MAKE_FULL_TEXT, *FOLLOW):
            op.execute(statement)
    else:
        op.create_index("ix_search_entry_pairs", "search_entry", ["pairs"], postgresql_using="gin")
    for column in ("mobile", "email", "number"):
        op.create_index(op.f(f"ix_search_entry_{column}"), "search_entry", [column])
    _only_one("uq_search_entry_unit", "unit_id", "person_id IS NULL")
    _only_one("uq_search_entry_person", "person_id", "person_id IS NOT NULL")
    op.create_index(op.f("ix_account_second_contact"), "account", ["second_contact"])
    _take_in_what_is_there()


def downgrade() -> None:
    op.drop_index(op.f("ix_account_second_contact"), "account")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TABLE {FULL_TEXT}")
    op.drop_table("search_entry")


def _only_one(name: str, column: str, where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name,
        "search_entry",
        [column],
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )


def _take_in_what_is_there() -> None:
    """Units and persons from before; from here on each writes its own entry."""
    columns = ("unit_id", "person_id", "names", "mobile", "email", "number")
    entry = sa.table("search_entry", *map(sa.column, columns), sa.column("pairs", Pairs()))
    units = sa.text(
        "SELECT id, NULL, name_zh, name_en, contact_name, contact_mobile, contact_email,"
        " COALESCE(credit_code, registration_number) FROM work_unit"
    )
    persons = sa.text("SELECT unit_id, id, name_zh, name_latin, NULL, mobile, email, NULL FROM person")
    for source in (units, persons):
        read = op.get_bind().execute(source)
        while rows := read.fetchmany(AT_ONCE):
            op.get_bind().execute(sa.insert(entry), [_entry(*row) for row in rows])


def _entry(
    unit_id: int,
    person_id: int | None,
    first: str | None,
    second: str | None,
    third: str | None,
    mobile: str | None,
    email: str | None,
    number: str | None,
) -> dict[str, object]:
    names = plain_names((first, second, third)) or None
    return {
        "unit_id": unit_id,
        "person_id": person_id,
        "names": names,
        "pairs": bigrams(names) if names else None,
        "mobile": mobile,
        "email": email.casefold() if email else None,
        "number": plain_number(number) if number else None,
    }
