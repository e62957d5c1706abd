"""Fill the fields of the foot that a document's pages have, but for the numbers of pages."""

from __future__ import annotations

from cvgen.compose.view import Document
from cvgen.plan.plan import Plan
from cvgen.text.bidi import is_ltr, is_rtl
from cvgen.text.dates import PartialDate
from cvgen.text.foot import fill_fields


def fill_foot(plan: Plan, document: Document) -> str:
    """Fill in whose document it is and of which day; nothing where no words are asked for."""
    foot = plan.style.options.get("footer", "")
    if "{" not in foot:
        return foot
    today = PartialDate(plan.today.year, plan.today.month, plan.today.day)
    name = _end_run(document.author, document.language)
    values = {"name": name, "date": plan.locale.format_date(today)}
    return fill_fields(foot, values)


def _end_run(name: str, language: str) -> str:
    """End the run of a name in other letters; numbers behind it run to the left with the page."""
    if is_rtl(language) and is_ltr(name):
        return name + "\N{RIGHT-TO-LEFT MARK}"
    return name
