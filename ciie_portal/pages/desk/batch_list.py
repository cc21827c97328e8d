"""The tab of /desk/certificates/ with the production batches and the sums of the edition."""

from __future__ import annotations

from typing import Any

import reflex as rx

from ciie_portal.components.desk import address_search, filter_field, filters, pager
from ciie_portal.components.errors import empty_view
from ciie_portal.components.links import link, plain_link
from ciie_portal.components.lists import cell, dense_row, dense_table
from ciie_portal.components.marks import icon, mark, status
from ciie_portal.components.texts import choose, each, present
from ciie_portal.i18n import _, current_locale
from ciie_portal.state.desk.certificates import CertificateState

BATCHES = CertificateState.desk.batches


def batch_list() -> rx.Component:
    return rx.fragment(
        search(),
        rx.el.div(*each(BATCHES.sums, sums), class_name="stack-5 gap-4"),
        rx.el.div(rx.cond(BATCHES.rows.length() > 0, rows(), nothing()), class_name="gap-5"),
        pager(BATCHES.shown, BATCHES.previous, BATCHES.following),
        gate(),
    )


def search() -> rx.Component:
    found = rx.cond(
        present(BATCHES.address), link(BATCHES.answer, to=BATCHES.address), rx.el.span(BATCHES.answer)
    )
    return rx.fragment(
        filters(
            rx.el.input(type="hidden", name="view", value="batches", read_only=True),
            filter_field(
                "q",
                _("Serial of a certificate"),
                address_search("q", BATCHES.search, key=BATCHES.search, max_length=60),
                grow=True,
            ),
            method="get",
        ),
        rx.el.p(found, role="status"),
    )


def sums(one: Any) -> rx.Component:
    terms = rx.foreach(
        one.terms, lambda term: rx.el.div(rx.el.dt(term[0]), rx.el.dd(term[1], class_name="num"))
    )
    verdict = rx.el.p(
        mark(choose(one.is_right, "done", "refused")),
        rx.el.span(one.verdict),
        class_name="row row--tight small",
    )
    return rx.el.section(
        rx.el.h2(one.edition, class_name="h3"), rx.el.dl(terms, class_name="tally"), verdict, key=one.edition
    )


def rows() -> rx.Component:
    heads = (_("Batch"), _("Edition"), _("Made"), _("Certificates"), _("Count"))
    return dense_table(heads, *each(BATCHES.rows, row), caption=_("Batches, the newest first"))


def row(one: Any) -> rx.Component:
    counted = status(choose(one.is_counted, "done", "you"), one.state, plain=True)
    return dense_row(
        cell(link(one.title, to=one.address, custom_attrs={"data-row": "true"})),
        cell(one.edition, class_name="cut", title=one.edition),
        cell(one.made),
        cell(one.sums, class_name="num"),
        cell(counted),
        key=one.name,
    )


def gate() -> rx.Component:
    """For whoever stands at the gate without a network."""
    address = f"/api/gate/certificate-check.html?locale={current_locale()}"
    return rx.el.section(
        rx.el.h2(_("Check at the gate without a network")),
        rx.el.p(
            _(
                "One file with the public keys and the void serials as of now. Save it on the device at the "
                "gate and open it there; load it anew every day."
            ),
            class_name="soft gap-2",
        ),
        rx.el.p(
            plain_link(
                icon("download"), _("Save the check page"), to=address, download=True, class_name="btn"
            ),
            class_name="gap-4",
        ),
        class_name="part part--ruled",
    )


def nothing() -> rx.Component:
    return empty_view(_("No batch yet"), _("Making certificates puts them into a batch, which appears here."))
