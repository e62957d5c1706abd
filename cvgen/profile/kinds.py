"""The list of kinds: takes nothing, gives the class for every section key of a profile."""

from __future__ import annotations

from cvgen.profile import academic
from cvgen.profile import sections as of
from cvgen.profile.publications import Publication
from cvgen.profile.sections import Entry

KINDS: dict[str, type[Entry]] = {
    "statement": academic.Statement,
    "education": of.Education,
    "work": of.Work,
    "research": academic.Research,
    "publications": Publication,
    "grants": academic.Grant,
    "talks": academic.Talk,
    "teaching": academic.Teaching,
    "supervision": academic.Supervision,
    "projects": of.Project,
    "software": academic.Software,
    "patents": academic.Patent,
    "awards": of.Award,
    "certificates": of.Certificate,
    "service": academic.Service,
    "memberships": academic.Membership,
    "volunteer": of.Volunteer,
    "media": academic.Media,
    "news": academic.News,
    "skills": of.Skill,
    "languages": of.Language,
    "interests": of.Interest,
    "breaks": academic.Break,
    "references": of.Reference,
}
