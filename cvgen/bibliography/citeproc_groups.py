"""Mend how citeproc-py (0.11) suppresses groups, and what a substitute printed already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct


class _Frame(Struct):
    """Whether a group called variables, and whether one of them had a value."""

    is_called: bool = False
    is_filled: bool = False


_FRAMES: list[_Frame] = [_Frame()]


def patch_groups(model: Any) -> None:
    """Suppress a group only where a variable that it called is empty ("Group").

    What stands in a branch of `choose` that does not hold is not called.
    """
    for element in (model.Text, model.Number, model.Date, model.Names):
        element.render = _count_call(element.render)

    def process_group(self: Any, item: Any, context: Any = None, **options: Any) -> Any:
        frame = _Frame()
        _FRAMES.append(frame)
        try:
            texts = _render_children(model, self, item, context, options)
        finally:
            _FRAMES.pop()
        outer = _FRAMES[-1]
        outer.is_called |= frame.is_called
        if not texts or (frame.is_called and not frame.is_filled):
            raise model.VariableError
        # To the group around it, a group that is printed is a variable with a value.
        outer.is_called = True
        outer.is_filled = True
        return self.join(texts)

    model.Group.process = process_group


def _count_call(render: Callable[..., Any]) -> Callable[..., Any]:
    """Count what an element that renders a variable found."""

    def render_and_count(self: Any, *arguments: Any, **options: Any) -> Any:
        variable = self.get("variable")
        if variable is None:
            return render(self, *arguments, **options)
        frame = _FRAMES[-1]
        frame.is_called = True
        repressed = _get_repressed(self, options.get("context"))
        if variable in repressed.get("texts", ()):
            return None
        text = render(self, *arguments, **options)
        if text:
            frame.is_filled = True
            repressed.get("called", []).append(variable)
        return text

    return render_and_count


def _get_repressed(element: Any, context: Any) -> dict[str, Any]:
    """Return what the layout around an element, or around what called its macro, suppresses."""
    for each in (context, element):
        layouts = [] if each is None else each.xpath_search("./ancestor-or-self::cs:layout[1]")
        if layouts:
            repressed: dict[str, Any] = layouts[0].repressed
            return repressed
    return {}


def _render_children(model: Any, group: Any, item: Any, context: Any, options: Any) -> list[Any]:
    """Render what stands in a group; a choice has the group's delimiter."""
    texts = []
    for child in group.iterchildren():
        named = dict(options)
        if isinstance(child, model.Choose):
            named["delimiter"] = group.get("delimiter", "")
        try:
            text = child.render(item, context=context, **named)
        except model.VariableError:
            continue
        if text is not None:
            texts.append(text)
    return texts
