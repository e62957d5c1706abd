"""The list of kinds: takes nothing, gives the class for every section key of a profile."""

from __future__ import annotations

from cvgen.profile import sections as of
from cvgen.profile.publications import Publication
from cvgen.profile.sections import Entry

KINDS: dict[str, type[Entry]] = {
    "statement": of.Statement,
    "education": of.Education,
    "work": of.Work,
    "research": of.Research,
    "publications": Publication,
    "grants": of.Grant,
    "talks": of.Talk,
    "teaching": of.Teaching,
    "supervision": of.Supervision,
    "projects": of.Project,
    "software": of.Software,
    "patents": of.Patent,
    "awards": of.Award,
    "certificates": of.Certificate,
    "service": of.Service,
    "memberships": of.Membership,
    "volunteer": of.Volunteer,
    "media": of.Media,
    "news": of.News,
    "skills": of.Skill,
    "languages": of.Language,
    "interests": of.Interest,
    "breaks": of.Break,
    "references": of.Reference,
}
