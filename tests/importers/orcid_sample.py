"""An invented researcher's ORCID record, in the shape that pub.orcid.org gives (3.0)."""

import json

STAMP = {"value": 1577836800000}
SOURCE = {
    "source-orcid": {
        "uri": "https://orcid.org/0000-0002-1825-0097",
        "path": "0000-0002-1825-0097",
        "host": "orcid.org",
    },
    "source-name": {"value": "Tomas Sample"},
}


def wrap(value):
    return None if value is None else {"value": value}


def make_date(year, month=None, day=None):
    return {"year": wrap(year), "month": wrap(month), "day": wrap(day)}


def make_organization(name, city="Brno", region=None, country="CZ"):
    return {
        "name": name,
        "address": {"city": city, "region": region, "country": country},
        "disambiguated-organization": {
            "disambiguated-organization-identifier": "grid.1",
            "disambiguation-source": "GRID",
        },
    }


def make_affiliation(kind, role, department, organization, start, end=None):
    summary = {
        "created-date": STAMP,
        "last-modified-date": STAMP,
        "source": SOURCE,
        "put-code": 11,
        "department-name": department,
        "role-title": role,
        "start-date": start,
        "end-date": end,
        "organization": organization,
        "url": None,
        "external-ids": None,
        "display-index": "1",
        "visibility": "public",
        "path": "/0000-0002-1825-0097/x/11",
    }
    return {
        "last-modified-date": STAMP,
        "external-ids": {"external-id": []},
        "summaries": [{kind: summary}],
    }


def make_id(kind, value, relationship="self"):
    return {
        "external-id-type": kind,
        "external-id-value": value,
        "external-id-normalized": wrap(value.lower()),
        "external-id-url": wrap(f"https://doi.org/{value}"),
        "external-id-relationship": relationship,
    }


def make_work(title, kind, date, journal, ids, index="0", **more):
    return {
        "put-code": 5,
        "created-date": STAMP,
        "source": SOURCE,
        "title": {"title": wrap(title), "subtitle": None, "translated-title": None},
        "external-ids": {"external-id": ids},
        "url": wrap(more.pop("url", None)),
        "type": kind,
        "publication-date": date,
        "journal-title": wrap(journal),
        "visibility": "public",
        "display-index": index,
        **more,
    }


def make_group(*works):
    return {
        "last-modified-date": STAMP,
        "external-ids": {"external-id": works[0]["external-ids"]["external-id"]},
        "work-summary": list(works),
    }


DOI = "10.1234/Moss.1"
CONTRIBUTORS = {
    "contributor": [
        {
            "contributor-orcid": None,
            "credit-name": wrap(name),
            "contributor-attributes": {
                "contributor-sequence": "first",
                "contributor-role": "author",
            },
        }
        for name in ("Tomas Sample", "B. Example")
    ]
}
RECORD = {
    "orcid-identifier": {
        "uri": "https://orcid.org/0000-0002-1825-0097",
        "path": "0000-0002-1825-0097",
        "host": "orcid.org",
    },
    "preferences": {"locale": "en"},
    "history": {"creation-method": "DIRECT", "claimed": True, "last-modified-date": STAMP},
    "person": {
        "name": {
            "given-names": wrap("Tomas"),
            "family-name": wrap("Sample"),
            "credit-name": wrap("T. J. Sample"),
            "path": "0000-0002-1825-0097",
        },
        "other-names": {
            "other-name": [{"content": "Tomáš Sample", "source": SOURCE, "put-code": 3}]
        },
        "biography": {"content": "Studies moss; he is invented.", "visibility": "public"},
        "researcher-urls": {
            "researcher-url": [
                {"url-name": "Moss lab", "url": wrap("https://moss.example.org"), "source": SOURCE}
            ]
        },
        "emails": {"email": [{"email": "tomas@example.org", "verified": True, "primary": True}]},
        "addresses": {"address": [{"country": wrap("CZ"), "display-index": 1}]},
        "keywords": {"keyword": [{"content": "bryology"}]},
        "external-identifiers": {
            "external-identifier": [
                {
                    "external-id-type": "Scopus Author ID",
                    "external-id-value": "7004",
                    "external-id-url": wrap("https://scopus.example.org/7004"),
                    "external-id-relationship": "self",
                }
            ]
        },
    },
    "activities-summary": {
        "last-modified-date": STAMP,
        "distinctions": {
            "affiliation-group": [
                make_affiliation(
                    "distinction-summary",
                    "Moss medal",
                    None,
                    make_organization("Moss Society"),
                    make_date("2021", "05"),
                )
            ]
        },
        "educations": {
            "affiliation-group": [
                make_affiliation(
                    "education-summary",
                    "Ph.D.",
                    "Botany",
                    make_organization("Example University"),
                    make_date("2010", "09"),
                    make_date("2015"),
                )
            ]
        },
        "employments": {
            "affiliation-group": [
                make_affiliation(
                    "employment-summary",
                    "Assistant professor",
                    "Biology",
                    make_organization("Sample University", "Praha"),
                    make_date("2016", "02", "01"),
                )
            ]
        },
        "fundings": {
            "group": [
                {
                    "external-ids": {"external-id": []},
                    "funding-summary": [
                        {
                            "title": {"title": wrap("Moss in towns"), "translated-title": None},
                            "external-ids": {"external-id": [make_id("grant_number", "GA-77")]},
                            "type": "grant",
                            "start-date": make_date("2019"),
                            "end-date": make_date("2022"),
                            "organization": make_organization("Science Fund", "Praha"),
                            "put-code": 9,
                        }
                    ],
                }
            ]
        },
        "memberships": {
            "affiliation-group": [
                make_affiliation(
                    "membership-summary",
                    "Fellow",
                    None,
                    make_organization("Bryological Union"),
                    make_date("2018"),
                )
            ]
        },
        "peer-reviews": {
            "group": [
                {
                    "external-ids": {"external-id": [make_id("peer-review", "issn:1")]},
                    "peer-review-group": [
                        {
                            "peer-review-summary": [
                                {
                                    "reviewer-role": "reviewer",
                                    "completion-date": make_date(year),
                                    "review-group-id": "issn:1",
                                    "review-type": "review",
                                    "convening-organization": make_organization(
                                        "Moss Letters", "Paris", None, "FR"
                                    ),
                                }
                            ]
                        }
                        for year in ("2017", "2018", "2020")
                    ],
                }
            ]
        },
        "works": {
            "group": [
                make_group(
                    make_work(
                        "Moss and walls (preprint)",
                        "preprint",
                        make_date("2019"),
                        None,
                        [make_id("doi", "10.48550/arXiv.1901.00001"), make_id("doi", DOI)],
                    ),
                    make_work(
                        "Moss and walls",
                        "journal-article",
                        make_date("2020", "03"),
                        "Moss Letters",
                        [
                            make_id("doi", DOI),
                            make_id("issn", "1234-5678", "part-of"),
                            make_id("eid", "2-s2.0-1"),
                        ],
                        "2",
                        url=f"https://doi.org/{DOI}",
                        contributors=CONTRIBUTORS,
                    ),
                ),
                make_group(
                    make_work(
                        "A chapter on moss",
                        "book-chapter",
                        make_date("2018", "01", "02"),
                        "The book of moss",
                        [
                            make_id("doi", "10.1234/book", "part-of"),
                            make_id("isbn", "978-3-16-148410-0", "part-of"),
                        ],
                    )
                ),
                make_group(
                    make_work(
                        "<i>Moss</i> &amp; data",
                        "data-set",
                        None,
                        None,
                        [],
                        url="https://data.example.org/moss",
                    )
                ),
            ]
        },
    },
}


def write_record():
    """Write the record as the service does."""
    return json.dumps(RECORD, ensure_ascii=False, indent=1)


XML = """<?xml version="1.0" encoding="UTF-8"?>
<record:record path="/0000-0002-1825-0097" xmlns:record="http://www.orcid.org/ns/record" xmlns:common="http://www.orcid.org/ns/common"
  xmlns:person="http://www.orcid.org/ns/person" xmlns:pd="http://www.orcid.org/ns/personal-details" xmlns:activities="http://www.orcid.org/ns/activities"
  xmlns:work="http://www.orcid.org/ns/work" xmlns:employment="http://www.orcid.org/ns/employment">
<common:orcid-identifier><common:uri>https://orcid.org/0000-0002-1825-0097</common:uri><common:path>0000-0002-1825-0097</common:path><common:host>orcid.org</common:host></common:orcid-identifier>
<person:person path="/p"><person:name visibility="public"><pd:given-names>Tomas</pd:given-names><pd:family-name>Sample</pd:family-name></person:name></person:person>
<activities:activities-summary>
<activities:employments><activities:affiliation-group>
 <employment:employment-summary put-code="1" visibility="public"><common:role-title>Assistant professor</common:role-title>
 <common:start-date><common:year>2016</common:year><common:month>02</common:month></common:start-date>
 <common:organization><common:name>Sample University</common:name><common:address><common:city>Praha</common:city><common:country>CZ</common:country></common:address></common:organization>
 </employment:employment-summary></activities:affiliation-group></activities:employments>
<activities:works><activities:group>
 <work:work-summary put-code="2" display-index="0"><work:title><common:title>Moss &amp; walls, a draft</common:title></work:title><work:type>preprint</work:type></work:work-summary>
 <work:work-summary put-code="3" display-index="1"><work:title><common:title>Moss &amp; walls</common:title></work:title>
  <common:external-ids><common:external-id><common:external-id-type>doi</common:external-id-type><common:external-id-value>https://doi.org/10.1234/Moss.1</common:external-id-value><common:external-id-relationship>self</common:external-id-relationship></common:external-id></common:external-ids>
  <work:type>journal-article</work:type><common:publication-date><common:year>2020</common:year></common:publication-date><work:journal-title>Moss Letters</work:journal-title></work:work-summary>
</activities:group></activities:works>
</activities:activities-summary>
</record:record>
"""
