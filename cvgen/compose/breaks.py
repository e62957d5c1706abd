"""Word career breaks: what they lie between, how long they were, and how long all were together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cvgen.compose.durations import format_duration
from cvgen.compose.entries import format_field
from cvgen.compose.view import NOTHING, Detail, Group, Item, Section
from cvgen.compose.wording import Wording
from cvgen.files.yamltable import read_table
from cvgen.profile.fields import Text
from cvgen.profile.model import Profile
from cvgen.profile.organizations import get_organizations
from cvgen.profile.sections import Education, Entry
from cvgen.profile.timeline import (
    Phase,
    count_break_months,
    count_month,
    list_neighbours,
    list_phases,
    read_month,
)
from cvgen.text.dates import PartialDate

_DURATION = "duration"


def explain_breaks(section: Section, profile: Profile, wording: Wording) -> Section:
    """Say of each break what it lies between and how long it was, and sum them up above."""
    composer = _BreakComposer.of(profile, wording)
    groups = tuple(map(composer.explain_group, section.groups))
    lines = [*section.overview, *composer.sum_up()]
    if profile.settings.timeline == "career":
        lines += composer.list_phases()
    return replace(section, groups=groups, overview=tuple(lines))


class _BreakComposer(Struct, frozen=True):
    """The phases of a career, and the words for its breaks."""

    phases: list[Phase]
    wording: Wording

    @classmethod
    def of(cls, profile: Profile, wording: Wording) -> _BreakComposer:
        """Look at the career of a profile; what is odd in its words is told of its entries."""
        return cls(list_phases(profile, wording.today), replace(wording, warnings=[]))

    def explain_group(self, group: Group) -> Group:
        """Say of each break of a group what it lies between, and how long it was."""
        return replace(group, items=tuple(map(self._explain_item, group.items)))

    def _explain_item(self, item: Item) -> Item:
        pauses = [phase for phase in self.phases if phase.path == item.origin]
        if not pauses:
            return item
        details = list(item.details)
        if self._lacks_duration(pauses[0], item):
            details.append(self._make_duration(pauses[0]))
        for name, phase in list_neighbours(pauses[0], self.phases).items():
            text = self._name_phase(phase)
            if text:
                details.append(Detail(name, self._read_word(name), text))
        return replace(item, details=tuple(details))

    def _lacks_duration(self, pause: Phase, item: Item) -> bool:
        """Say whether the length of a break is known, and stands nowhere, nor by its period."""
        if not pause.is_exact or self.wording.locale.with_durations:
            return False
        return not any(detail.name == _DURATION for detail in item.details)

    def _make_duration(self, pause: Phase) -> Detail:
        text = self._format_months(pause.last - pause.first + 1)
        return Detail(_DURATION, self.wording.word(_DURATION), Markup.escape(text))

    def _format_months(self, months: int) -> str:
        text = format_duration(months, self.wording.locale)
        return text.replace(" ", "\N{NO-BREAK SPACE}")

    def _read_word(self, name: str) -> str:
        return str(read_table("breaks")[name][self.wording.locale.words_of])

    def _name_phase(self, phase: Phase) -> Markup:
        """Name a post by what one was, and where."""
        entry = phase.entry
        titles = [format_field(entry, key, self.wording) for key in entry.slots.title]
        if not any(titles):
            subtitles = [format_field(entry, key, self.wording) for key in entry.slots.subtitle]
            titles = [text for text in subtitles if text][:1]
        place = phase.whole.slots.linked or "institution"
        texts = dict.fromkeys((*titles, self._name_place(phase.whole, place)))
        return self.wording.join_parts(texts)

    def _name_place(self, entry: Entry, key: str) -> Markup:
        """Name where it was; of several organizations, nothing but their names."""
        value = getattr(entry, key, None)
        if not value:
            return NOTHING
        organizations = get_organizations(value)
        if not organizations:
            return format_field(entry, key, self.wording)
        names = [self.wording.format_text(organization.name) for organization in organizations]
        return self.wording.join_people(names)

    def list_phases(self) -> Iterator[Markup]:
        """List what the career was made of, a line for each post, study and break."""
        colon = Markup.escape(self.wording.word("colon"))
        for phase in self.phases:
            name = self._name_phase(phase)
            if phase.is_break and not name:
                name = Markup.escape(self._read_word("unnamed"))
            if name:
                yield self.wording.format_period(phase.entry.period()) + colon + name

    def sum_up(self) -> tuple[Markup, ...]:
        """Say how long all breaks were, and how long the doctorate was ago without them."""
        months = count_break_months(self.phases)
        if not months:
            return ()
        total = self._read_word("total").format(self._format_months(months))
        return tuple(map(Markup.escape, (total, *self._count_since_doctorate())))

    @property
    def _this_month(self) -> int:
        return count_month(PartialDate(self.wording.today.year, self.wording.today.month))

    def _count_since_doctorate(self) -> Iterator[str]:
        end = self._find_doctorate()
        if end is None:
            return
        this_month = self._this_month
        months = this_month - end
        without = months - count_break_months(self.phases, end + 1)
        if without > 0:
            day = self.wording.locale.format_date(read_month(end))
            times = (self._format_months(months), self._format_months(without))
            yield self._read_word("since").format(*times, day)

    def _find_doctorate(self) -> int | None:
        """Find the month in which the first doctorate ended."""
        this_month = self._this_month
        for phase in self.phases:
            entry = phase.entry
            if not isinstance(entry, Education) or not phase.is_exact:
                continue
            if not entry.period().ongoing and phase.last <= this_month and _is_doctorate(entry):
                return phase.last
        return None


def _is_doctorate(entry: Education) -> bool:
    return any(_compile_doctorates().search(text) for text in _list_versions(entry.studyType))


def _list_versions(text: Text | None) -> list[str]:
    if isinstance(text, dict):
        return list(text.values())
    return [text] if text else []


@cache
def _compile_doctorates() -> re.Pattern[str]:
    return re.compile("|".join(read_table("breaks")["doctorates"]), re.IGNORECASE)
