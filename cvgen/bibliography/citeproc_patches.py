"""Mend citeproc-py (0.11) where it does not do what CSL 1.0.2 says.

Each patch names the rule that it keeps. They are put in once, before the first style is read.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from cvgen.bibliography.citeproc_groups import patch_groups
from cvgen.bibliography.names import ET_AL
from cvgen.text.patterns import compile_late

# What of a date says the letter behind its year.
YEAR_LETTER = "year_letter"
_RANGE = compile_late(r"[\d\s,&–-]+")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# In what form a term stands in that has none in the form asked for ("Terms").
_OTHER_FORMS = {
    "verb-short": ("verb", None),
    "symbol": ("short", None),
    "short": (None,),
    "verb": (None,),
}


@cache
def apply_patches() -> None:
    """Put the patches into citeproc-py."""
    from citeproc import model

    _patch_terms(model)
    _patch_options(model)
    _patch_names(model)
    _patch_substitute(model)
    _patch_name(model)
    _patch_case(model)
    _patch_years(model)
    _patch_numbers(model)
    _patch_labels(model)
    patch_groups(model)


def _patch_terms(model: Any) -> None:
    """Look for another form of a term before another language; 3. Aufl. has no English ending."""
    get_term = model.CitationStylesElement.get_term

    def get_nearest_term(
        self: Any,
        name: str,
        form: str | None = None,
        fallback_locale: bool = True,  # noqa: FBT001, FBT002 - the signature is citeproc's
        zero_padded: bool = False,  # noqa: FBT001, FBT002
    ) -> Any:
        root = self.get_root()
        if isinstance(root, model.Locale):
            return get_term(self, name, form, fallback_locale, zero_padded)
        locales = root.locales
        root.locales = _list_own_locales(root)
        try:
            for each in (form, *_OTHER_FORMS.get(form or "", ())):
                term = get_term(self, name, each, fallback_locale, zero_padded)
                if term is not None or name.startswith("ordinal"):
                    return term
        finally:
            root.locales = locales
        return get_term(self, name, form, fallback_locale, zero_padded)

    model.CitationStylesElement.get_term = get_nearest_term


def _list_own_locales(root: Any) -> list[Any]:
    """List the locales in the language of the style, and those of no language."""
    language = root.get("default-locale", "en")[:2]
    own = []
    for locale in root.locales:
        if locale.get(_LANGUAGE, language)[:2] == language:
            own.append(locale)
    return own


def _patch_options(model: Any) -> None:
    """Inherit options of names from the style too ("Inheritable Name Options")."""
    get_option = model.CitationStylesElement.get_option

    def get_inherited_option(self: Any, name: str) -> Any:
        root = self.get_root()
        if self.get(name) is None and root.get(name) is not None:
            return root.get(name)
        return get_option(self, name)

    model.CitationStylesElement.get_option = get_inherited_option


def _patch_names(model: Any) -> None:
    """Leave out what was substituted for other names, and format a substitute as they are.

    ("Substitute": the variable is suppressed in the rest of the output; the shorthand of names
    without children has those of the names that it stands for, also in a choice.)
    """
    process = model.Names.process

    def process_names(
        self: Any, item: Any, names_context: Any = None, context: Any = None, **options: Any
    ) -> Any:
        layout = (self if context is None else context).get_layout()
        if names_context is None and not len(self):
            substituted = self.xpath_search("./ancestor::cs:substitute[1]/parent::cs:names")
            names_context = next(iter(substituted), None)
        roles = self.get("variable", "").split()
        reference = item.reference
        hidden = _hide_roles(reference, roles, layout.repressed.get("roles", ()))
        try:
            text = process(self, item, names_context, context, **options)
        finally:
            reference.update(hidden)
        called = layout.repressed.get("called")
        if text and called is not None:
            called += [role for role in roles if role in reference]
        return text

    model.Names.process = process_names


def _hide_roles(reference: Any, roles: list[str], repressed: Any) -> dict[str, Any]:
    """Take the names of repressed roles out of a reference, and return them."""
    hidden = {}
    for role in roles:
        if role in repressed and role in reference:
            hidden[role] = reference.pop(role)
    return hidden


def _patch_substitute(model: Any) -> None:
    """Remember whose names or which title a substitute used, also in a macro."""
    render = model.Substitute.render

    def render_substitute(self: Any, item: Any, context: Any = None, **options: Any) -> Any:
        layout = (self if context is None else context).get_layout()
        called: list[str] = []
        layout.repressed["called"] = called
        try:
            text = render(self, item, context=context, **options)
        finally:
            layout.repressed.pop("called", None)
        if text:
            layout.repressed.setdefault("roles", []).extend(called)
            layout.repressed.setdefault("texts", []).extend(called)
        return text

    model.Substitute.render = render_substitute


def _patch_name(model: Any) -> None:
    """Cut names at "and others", and keep given names whole where `initialize` is false."""
    process = model.Name.process
    initialize = model.Name.initialize

    def process_name(
        self: Any,
        item: Any,
        variable: str,
        context: Any = None,
        sort_options: Any = None,
        **options: Any,
    ) -> Any:
        names = item.reference.get(variable, [])
        if names and names[-1].get("literal") == ET_AL:
            sort_options = _cut_names(self, len(names), context, sort_options)
        return process(self, item, variable, context, sort_options, **options)

    def initialize_name(self: Any, given: str, mark: str, context: Any) -> str:
        if _find_option(self, "initialize", context) == "false":
            return _initialize_letters(given, mark)
        return str(initialize(self, given, mark, context))

    model.Name.process = process_name
    model.Name.initialize = initialize_name


def _cut_names(name: Any, count: int, context: Any, sort_options: Any) -> dict[str, Any]:
    """Choose the options by which all but the last of some names are printed, or fewer."""
    first = name.get_option("et-al-use-first", context, sort_options)
    least = name.get_option("et-al-min", context, sort_options)
    options = {**(sort_options or {}), "et-al-use-last": "false"}
    is_cut = bool(least) and count >= least and first < count
    if not is_cut:
        options["et-al-min"] = str(count)
        options["et-al-use-first"] = str(count - 1)
    if first > 1 and not _find_option(name, "delimiter-precedes-et-al", context):
        # The style puts a comma before "et al." where it cuts names; so it does here.
        options["delimiter-precedes-et-al"] = "always"
    return options


def _find_option(name: Any, option: str, context: Any) -> str:
    """Find an option of names, which they inherit from the bibliography or the style."""
    element = name
    if name.get(option) is None and context is not None:
        element = context
    while element is not None:
        if element.get(option) is not None:
            return str(element.get(option))
        element = element.getparent()
    return ""


def _initialize_letters(given: str, mark: str) -> str:
    """Give single letters of a name the style's mark; words stay."""
    parts = []
    for word in given.replace(".", ". ").split():
        letter = word.rstrip(".")
        if len(letter) == 1 and letter.isupper():
            parts.append(letter + mark.rstrip())
        else:
            parts.append(word)
    return " ".join(parts)


def _patch_case(model: Any) -> None:
    """Set labels and terms in title case, which have the language of the style.

    In another language than English, that is a capital at the start.
    """
    case = model.TextCased.case

    def set_case(self: Any, text: Any, language: str | None = None) -> Any:
        if language is not None:
            return case(self, text, language)
        own_language = self.get_root().get("default-locale", "en")[:2]
        if self.get("text-case") == "title" and own_language != "en" and text:
            return text.capitalize_first()
        return case(self, text, own_language)

    model.TextCased.case = set_case


def _patch_years(model: Any) -> None:
    """Put a letter behind the first year of a work (`disambiguate-add-year-suffix`)."""
    process = model.Date_Part.process

    def process_part(self: Any, date: Any, context: Any = None) -> Any:
        text = process(self, date, context)
        if self.get("name") == "year" and date.get(YEAR_LETTER):
            text = f"{text}{date.pop(YEAR_LETTER)}"
        return text

    model.Date_Part.process = process_part


def _patch_numbers(model: Any) -> None:
    """Shorten a range of pages only where both have as many digits; TR-4 is no range."""
    format_last_page = model.FormatNumber._format_last_page  # noqa: SLF001
    process = model.FormatNumber._process  # noqa: SLF001

    def format_page(self: Any, first: str, last: str) -> str:
        if len(first) != len(last):
            return last
        return str(format_last_page(self, first, last))

    def process_number(self: Any, value: Any, variable: str) -> Any:
        if not variable.startswith("page") and not _RANGE.fullmatch(str(value)):
            return self.format_number(str(value))
        return process(self, value, variable)

    model.FormatNumber._format_last_page = format_page  # noqa: SLF001
    model.FormatNumber._process = process_number  # noqa: SLF001


def _patch_labels(model: Any) -> None:
    """Leave out the label of a variable that is empty ("Label")."""
    process = model.Label.process

    def process_label(
        self: Any, item: Any, variable: str | None = None, *rest: Any, **options: Any
    ) -> Any:
        own_variable = self.get("variable", "locator")
        is_of_names = variable is not None or own_variable == "locator"
        if not is_of_names and own_variable.replace("-", "_") not in item.reference:
            return None
        return process(self, item, variable, *rest, **options)

    model.Label.process = process_label
