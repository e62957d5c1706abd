"""The class of entry for every section key of a profile."""

from __future__ import annotations

from cvgen.profile import academic, sections
from cvgen.profile.publications import Publication
from cvgen.profile.sections import Entry

KINDS: dict[str, type[Entry]] = {
    "statement": academic.Statement,
    "education": sections.Education,
    "work": sections.Work,
    "research": academic.Research,
    "publications": Publication,
    "grants": academic.Grant,
    "talks": academic.Talk,
    "teaching": academic.Teaching,
    "supervision": academic.Supervision,
    "projects": sections.Project,
    "software": academic.Software,
    "patents": academic.Patent,
    "awards": sections.Award,
    "certificates": sections.Certificate,
    "service": academic.Service,
    "memberships": academic.Membership,
    "volunteer": sections.Volunteer,
    "media": academic.Media,
    "news": academic.News,
    "skills": sections.Skill,
    "languages": sections.Language,
    "interests": sections.Interest,
    "breaks": academic.Break,
    "references": sections.Reference,
}
