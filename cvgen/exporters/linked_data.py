"""Say in JSON-LD, by schema.org, who a page is about and what they published.

Of what the page prints, and no more. There are no `citation_*` tags (Highwire): Google Scholar
takes them for the one article that a page is, and would file the whole CV as one paper.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from cvgen.bibliography.names import list_named
from cvgen.compose.wording import Wording
from cvgen.exporters.exporter import ExportOrder
from cvgen.exporters.facts import format_iso_date
from cvgen.exporters.plain import read_plain
from cvgen.exporters.printed import list_printed_publications, list_printed_sections
from cvgen.files.yamltable import read_table
from cvgen.profile.fields import Text
from cvgen.profile.names import PersonIdentity, identify_person
from cvgen.profile.networks import build_account_url
from cvgen.profile.organizations import get_organizations
from cvgen.profile.publications import Publication
from cvgen.text.links import encode_url, format_doi_url

_PERSON = "#person"
# What would end the element, or begin a comment, inside of a page.
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@cache
def _load_format() -> dict[str, Any]:
    data: dict[str, Any] = read_table("exporters/linked_data")
    return data


def format_linked_data(order: ExportOrder) -> str:
    """Write JSON-LD for a page; nothing where nobody is to be named."""
    if order.plan.is_anonymous:
        return ""
    profile = order.plan.profile
    wording = Wording(order.plan.locale, profile.tree, order.plan.today)
    describer = _Describer(order, wording, identify_person(profile.basics, {}))
    data = {"@context": _load_format()["context"], "@graph": describer.describe_all()}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_ESCAPED)


class _Describer(Struct, frozen=True):
    """Describes the person and their works."""

    order: ExportOrder
    wording: Wording
    person: PersonIdentity

    def describe_all(self) -> list[dict[str, Any]]:
        """Describe the page, whom it is about, and every work."""
        page = {
            "@type": "ProfilePage",
            "name": self.order.document.title,
            "inLanguage": self.order.document.language,
            "dateModified": self.order.plan.today.isoformat(),
            "mainEntity": {"@id": _PERSON},
        }
        works = []
        for paper in list_printed_publications(self.order):
            if paper.name:
                works.append(self.describe_work(paper))
        return [page, self.describe_person(), *works]

    def read(self, text: Text | None) -> str:
        """Read a text of the profile in the language of the page, without marks."""
        return read_plain(self.wording.format_text(text))

    def describe_person(self) -> dict[str, Any]:
        """Describe the person; how to reach them is for people alone."""
        document = self.order.document
        url = self.order.plan.profile.basics.url
        described = {
            "@type": "Person",
            "@id": _PERSON,
            "name": read_plain(document.name),
            "alternateName": [read_plain(name) for name in document.other_names],
            "jobTitle": read_plain(document.label),
            "url": encode_url(url or ""),
            "sameAs": list(dict.fromkeys(self.list_accounts())),
            "worksFor": self.list_organisations("work", "name"),
            "alumniOf": self.list_organisations("education", "institution"),
        }
        return _leave_out_empty(described)

    def list_accounts(self) -> Iterator[str]:
        """List the addresses of accounts."""
        for account in self.order.plan.profile.basics.profiles:
            network = self.read(account.network)
            url = account.url or build_account_url(network, account.username or "")
            if url:
                yield encode_url(url)

    def list_organisations(self, kind: str, key: str) -> list[dict[str, str]]:
        """List where the person works, or where they studied, each once."""
        names: dict[str, None] = {}
        for section in list_printed_sections(self.order):
            if section.kind != kind:
                continue
            for printed in section.entries:
                value = getattr(printed.entry, key, None)
                several: list[Any] = [one.name for one in get_organizations(value)]
                if kind != "work" or printed.entry.period().ongoing:
                    names.update(dict.fromkeys(map(self.read, several or [value])))
        names.pop("", None)
        return [{"@type": "Organization", "name": name} for name in names]

    def describe_work(self, paper: Publication) -> dict[str, Any]:
        """Describe a work."""
        described = _load_format()
        kind = paper.type or ""
        work_type = described["types"].get(kind, "ScholarlyArticle")
        venue = self.read(paper.venue)
        container_type = described["containers"].get(kind, "CreativeWork")
        work = {
            "@type": work_type,
            "headline" if work_type == "ScholarlyArticle" else "name": self.read(paper.name),
            "author": list(self.list_authors(paper)),
            "datePublished": _find_date(paper),
            "isPartOf": {"@type": container_type, "name": venue} if venue else None,
            "pagination": paper.pages,
            "abstract": self.read(paper.summary),
            "sameAs": list(_list_addresses(paper)),
        }
        return _leave_out_empty(work)

    def list_authors(self, paper: Publication) -> Iterator[dict[str, str]]:
        """List who wrote a work; the person is the one of the page."""
        for author in list_named(paper.authors):
            if self.person.is_same_person(author):
                yield {"@id": _PERSON}
            else:
                yield {"@type": "Person", "name": self.read(author.name)}


def _leave_out_empty(described: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in described.items() if value}


def _find_date(paper: Publication) -> str:
    """Find when a work was published; nothing where it is not."""
    period = paper.period()
    date = period.start or period.end
    if not date or (paper.status and paper.status != "published"):
        return ""
    return format_iso_date(date)


def _list_addresses(paper: Publication) -> Iterator[str]:
    if paper.doi:
        yield format_doi_url(paper.doi)
    if paper.arxiv:
        yield f"https://arxiv.org/abs/{paper.arxiv}"
    if paper.url:
        yield encode_url(paper.url)
