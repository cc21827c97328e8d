"""C09: the owner of an account hears once in a window that somebody has tried many passwords."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ciie_portal.actions import for_the_owner, throttles
from ciie_portal.domain.errors import Rule
from ciie_portal.domain.notice import NoticeKind
from ciie_portal.settings import get_settings
from tests.actions.identity_scene import MOBILE, Window, a_buyer, a_staff_member, quick_check, window, wrong
from tests.actions.test_recover import in_house, notices, outbox, present
from tests.factories import NOW

__all__ = ["present", "quick_check", "window"]
pytestmark = pytest.mark.usefixtures("database")


def test_a_closed_sign_in_is_told_once_in_a_window(
    window: Window, quick_check: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    a_buyer(locale="zh")
    for _ in range(get_settings().sign_ins_per_account):
        wrong()
    in_house()
    assert notices() == []
    for _ in range(20):
        assert wrong() == [Rule.TOO_MANY_TRIES]
    in_house()
    (notice,) = notices()
    assert (notice.kind, notice.recipient) == (NoticeKind.SIGN_IN_BLOCKED, MOBILE)
    assert notice.masked_text == (
        "【进博会】账号密码多次输入有误，已暂停登录15分钟。如非本人操作，请在恢复登录后修改密码。"
    )
    later = timedelta(minutes=15, seconds=1)
    window.pass_by(later)
    monkeypatch.setattr("ciie_portal.clock.now", lambda: NOW + later)
    for _ in range(get_settings().sign_ins_per_account + 1):
        wrong()
    in_house()
    assert [one.kind for one in notices()] == [NoticeKind.SIGN_IN_BLOCKED] * 2


def test_two_nodes_that_count_apart_tell_it_once(
    quick_check: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    a_buyer()
    for node in range(2):
        throttles.forget_everything()
        monkeypatch.setattr("ciie_portal.clock.now", lambda: NOW + timedelta(minutes=node))  # noqa: B023
        for _ in range(get_settings().sign_ins_per_account + 1):
            wrong()
        in_house()
    assert [row.kind for row in outbox()].count(for_the_owner.SIGN_IN_CLOSED) == 2
    assert [one.kind for one in notices()] == [NoticeKind.SIGN_IN_BLOCKED]


def test_an_unknown_name_leaves_the_same_row_and_tells_nobody(quick_check: list[str | None]) -> None:
    a_staff_member()
    for name in ("desk", "13800138009"):
        for _ in range(get_settings().sign_ins_per_account + 1):
            wrong(name)
    assert [row.kind for row in outbox()] == [for_the_owner.SIGN_IN_CLOSED] * 2
    in_house()
    assert notices() == []
