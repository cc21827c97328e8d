"""By what the help desk finds a unit or a person, written with every change of the rows themselves.

SQLite: a full-text table over the pairs of characters. PostgreSQL: an array of the pairs with a GIN index.
"""

from typing import Any

from sqlalchemy import ARRAY, DDL, Dialect, Index, Text, event
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from ciie_portal.store.tables.columns import check, only_one

FULL_TEXT = "search_entry_pairs"
# Every letter and number is part of a word, whatever SQLite knows of it; nothing is folded a second time.
MAKE_FULL_TEXT = (
    "CREATE VIRTUAL TABLE search_entry_pairs USING fts5(pairs, content='search_entry', content_rowid='id',"
    " tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Cn'\")"
)
FOLLOW = (
    "CREATE TRIGGER search_entry_put_in AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_entry_pairs (rowid, pairs) VALUES (new.id, new.pairs); END",
    "CREATE TRIGGER search_entry_take_out AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_entry_pairs (search_entry_pairs, rowid, pairs)"
    " VALUES ('delete', old.id, old.pairs); END",
    "CREATE TRIGGER search_entry_replace AFTER UPDATE OF pairs ON search_entry BEGIN"
    " INSERT INTO search_entry_pairs (search_entry_pairs, rowid, pairs)"
    " VALUES ('delete', old.id, old.pairs);"
    " INSERT INTO search_entry_pairs (rowid, pairs) VALUES (new.id, new.pairs); END",
)


class Pairs(TypeDecorator[list[str]]):
    """Pairs of characters in their order: an array on PostgreSQL, words of one text on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(ARRAY(Text()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return " ".join(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> list[str] | None:
        return value.split() if isinstance(value, str) else value


class SearchEntry(SQLModel, table=True):
    """One for each unit (its contact too) and each person. Numbers of documents are not in here."""

    __tablename__ = "search_entry"
    __table_args__ = (
        only_one("uq_search_entry_unit", "unit_id", where="person_id IS NULL"),
        only_one("uq_search_entry_person", "person_id", where="person_id IS NOT NULL"),
        check("names_have_pairs", "(names IS NULL) = (pairs IS NULL)"),
        Index("ix_search_entry_pairs", "pairs", postgresql_using="gin").ddl_if(dialect="postgresql"),
    )

    id: int = Field(default=None, primary_key=True)  # None until it is inserted
    unit_id: int = Field(foreign_key="work_unit.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    names: str | None = Field(default=None, sa_type=Text)
    pairs: list[str] | None = Field(default=None, sa_type=Pairs)
    mobile: str | None = Field(default=None, sa_type=Text, index=True)
    email: str | None = Field(default=None, sa_type=Text, index=True)
    number: str | None = Field(default=None, sa_type=Text, index=True)  # credit code or registration number


_TABLE = SQLModel.metadata.tables["search_entry"]
for statement in (MAKE_FULL_TEXT, *FOLLOW):
    on_sqlite: DDL = DDL(statement)  # type: ignore[no-untyped-call]
    event.listen(_TABLE, "after_create", on_sqlite.execute_if(dialect="sqlite"))
