"""Stand in for what WeasyPrint imports and a CV seldom uses, until it is used."""

import sys
from types import ModuleType
from typing import Any

# Without pictures, without pages that are no XML, and with HarfBuzz's subsetter, none is used.
_SELDOM_USED = (
    "PIL",
    "PIL.ImageCms",
    "fontTools",
    "fontTools.ttLib",
    "fontTools.varLib.instancer",
    "tinyhtml5",
)


def make_late_modules() -> dict[str, ModuleType]:
    """Make a module for each that is not loaded yet, by its name."""
    late = {}
    for name in _SELDOM_USED:
        if name.partition(".")[0] not in sys.modules:
            late[name] = _make_late_module(name)
    return late


def _make_late_module(name: str) -> ModuleType:
    stand_in = ModuleType(name)
    stand_in.__getattr__ = lambda attribute: _Late(f"{name}.{attribute}")  # type: ignore[method-assign]
    return stand_in


class _Late:
    """A name that was imported, but whose module is loaded when the name is first used.

    What is set on it until then is set on the real thing when that is loaded.
    """

    def __init__(self, name: str) -> None:
        vars(self)["_name"] = name
        vars(self)["_settings"] = {}

    def __str__(self) -> str:
        return str(self._name)

    def __setattr__(self, attribute: str, value: Any) -> None:
        self._settings[attribute] = value

    def put_settings(self, real: Any) -> None:
        """Set on the real thing what was set on this one."""
        for attribute, value in self._settings.items():
            setattr(real, attribute, value)

    def __getattr__(self, attribute: str) -> Any:
        return getattr(_resolve_late_names(self._name), attribute)

    @property
    def __call__(self) -> Any:
        return _resolve_late_names(self._name)


def _resolve_late_names(name: str) -> Any:
    """Put the real things in the place of all late ones of a package.

    An `except` clause needs the real class.
    """
    from pkgutil import resolve_name

    package = name.partition(".")[0]
    for module_name, module in list(sys.modules.items()):
        if not module_name.startswith("weasyprint."):
            continue
        for key, value in list(vars(module).items()):
            if isinstance(value, _Late) and str(value).partition(".")[0] == package:
                real = resolve_name(str(value))
                value.put_settings(real)
                setattr(module, key, real)
    return resolve_name(name)
