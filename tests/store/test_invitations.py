"""Uses of an invitation code are counted by the database: a race for the last has one winner (Q2; C13)."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta
from typing import Any

import pytest

from ciie_portal.domain.access import StaffRole, buyer, staff
from ciie_portal.settings import get_settings
from ciie_portal.store.engine import reading, transaction
from ciie_portal.store.queries import invitations
from ciie_portal.store.sealed import code_of
from ciie_portal.store.tables import InvitationCode
from tests import factories
from tests.factories import NOW, Tree

CODE = "7K2M9QX4ABCD"
pytestmark = pytest.mark.usefixtures("database")

SPEND = """
import sys
from datetime import datetime
from ciie_portal.store.engine import transaction
from ciie_portal.store.queries.invitations import spend_invitation_use
print("ready", flush=True)
sys.stdin.readline()
with transaction() as session:
    print(spend_invitation_use(session, int(sys.argv[1]), datetime.fromisoformat(sys.argv[2])))
"""


def issued(**facts: Any) -> tuple[InvitationCode, Tree]:
    with transaction() as session:
        edition = factories.edition(session)
        tree = factories.mission_tree(session)
        row = factories.invitation_code(session, edition.id, tree.jinhua.id, CODE, **facts)
    return row, tree


def spend(code_id: int) -> bool:
    with transaction() as session:
        return invitations.spend_invitation_use(session, code_id, NOW)


def spent(code_id: int) -> int:
    with reading() as session:
        return session.get_one(InvitationCode, code_id).uses_spent


def test_each_use_is_spent_once_and_one_can_be_given_back() -> None:
    row, _ = issued(uses_allowed=2)

    assert [spend(row.id) for _ in range(3)] == [True, True, False]
    with transaction() as session:
        assert invitations.give_back_invitation_use(session, row.id)
    assert spent(row.id) == 1
    assert spend(row.id)


def test_more_is_never_given_back_than_was_spent() -> None:
    row, _ = issued()

    with transaction() as session:
        assert not invitations.give_back_invitation_use(session, row.id)
    assert spent(row.id) == 0


@pytest.mark.parametrize("facts", [{"revoked_at": NOW - timedelta(days=1)}, {"expires_at": NOW}])
def test_a_code_that_ended_meanwhile_is_not_spent(facts: dict[str, Any]) -> None:
    row, _ = issued(**facts)

    assert not spend(row.id)


def test_threads_that_race_for_the_last_use_have_one_winner() -> None:
    row, _ = issued(uses_allowed=3)
    won: list[bool] = []
    start = threading.Barrier(8)

    def race() -> None:
        start.wait()
        won.append(spend(row.id))

    threads = [threading.Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sum(won), spent(row.id)) == (3, 3)


def test_processes_that_race_for_the_last_use_have_one_winner() -> None:
    row, _ = issued()
    racers = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", SPEND, str(row.id), NOW.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert [racer.stdout.readline() for racer in racers if racer.stdout] == ["ready\n"] * 3
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    answers = [racer.communicate()[0].strip() for racer in racers]

    assert sorted(answers) == ["False", "False", "True"]
    assert spent(row.id) == 1


def test_a_rolled_back_submission_spends_nothing() -> None:
    row, _ = issued()

    def submit_and_fail() -> None:
        with transaction() as session:
            invitations.spend_invitation_use(session, row.id, NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        submit_and_fail()

    assert spent(row.id) == 0


def test_a_row_that_is_loaded_already_knows_the_new_count() -> None:
    row, _ = issued()

    with transaction() as session:
        loaded = session.get_one(InvitationCode, row.id)
        invitations.spend_invitation_use(session, row.id, NOW)
        assert loaded.uses_spent == 1


def test_a_typed_code_finds_its_row_and_only_in_its_edition() -> None:
    row, _ = issued()

    with reading() as session:
        found = invitations.code_row(session, row.edition_id, CODE)
        assert found is not None
        assert (found.id, code_of(found)) == (row.id, CODE)
        assert invitations.code_row(session, row.edition_id, "7K2M9QX4ABCE") is None
        assert invitations.code_row(session, row.edition_id + 1, CODE) is None


def test_a_secretariat_finds_the_codes_of_its_subtree_only() -> None:
    row, tree = issued()
    above = staff(1, StaffRole.SECRETARIAT, tree.zhejiang.id)
    neighbour = staff(1, StaffRole.SECRETARIAT, tree.ningbo.id)

    with transaction() as session:
        assert [code.key for code in invitations.codes_of(session, above, row.edition_id)] == [row.key]
        assert invitations.codes_of(session, neighbour, row.edition_id) == []
        assert invitations.code_for_update(session, above, row.key) is not None
        assert invitations.code_for_update(session, neighbour, row.key) is None
        assert invitations.code_for_update(session, buyer(1), row.key) is None


def test_the_race_runs_on_the_database_of_the_test(database: str) -> None:
    assert get_settings().database.startswith(database)
