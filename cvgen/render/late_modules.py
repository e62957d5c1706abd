"""Stand in for what WeasyPrint imports and a CV seldom uses, until it is used."""

import sys
from types import ModuleType
from typing import Any, NoReturn

# Without pictures, without pages that are no XML, and with HarfBuzz's subsetter, none is used.
# Beside each stands the module by which it is known to be loaded.
_SELDOM_USED = {
    "PIL": "PIL",
    "PIL.ImageCms": "PIL",
    "email.message": "email.message",
    "fontTools": "fontTools",
    "fontTools.ttLib": "fontTools",
    "fontTools.varLib.instancer": "fontTools",
    "tinyhtml5": "tinyhtml5",
}
_TYPES_OF_FILES = "mimetypes"
_NETWORK = "urllib.request"
_HANDLERS = (
    "DataHandler",
    "FTPHandler",
    "FileHandler",
    "HTTPDefaultErrorHandler",
    "HTTPErrorProcessor",
    "HTTPHandler",
    "HTTPRedirectHandler",
    "HTTPSHandler",
    "ProxyHandler",
    "UnknownHandler",
)


def make_late_modules() -> dict[str, ModuleType]:
    """Make a module for each that is not loaded yet, by its name."""
    late = {}
    for name, known_by in _SELDOM_USED.items():
        if known_by not in sys.modules:
            late[name] = _make_late_module(name)
    if _NETWORK not in sys.modules:
        late[_NETWORK] = _make_late_network()
    if _TYPES_OF_FILES not in sys.modules:
        late[_TYPES_OF_FILES] = _make_late_module(_TYPES_OF_FILES)
        late[_TYPES_OF_FILES].MimeTypes = _LateMimeTypes  # type: ignore[attr-defined]
    return late


def _make_late_module(name: str) -> ModuleType:
    stand_in = ModuleType(name)
    stand_in.__getattr__ = lambda attribute: _Late(f"{name}.{attribute}")  # type: ignore[method-assign]
    return stand_in


class _LateMimeTypes:
    """Python's own list of types of files, which is made when an attachment asks for one.

    Python's first list reads those of the system as well, which takes 2 % of a build.
    """

    @property
    def guess_type(self) -> Any:
        """Guess as the real list does."""
        from mimetypes import MimeTypes

        return MimeTypes().guess_type


def _make_late_network() -> ModuleType:
    """Make what the engine's own fetcher is built of, which connects to nothing.

    What it fetches without ours are texts that it was given.
    """
    stand_in = _make_late_module(_NETWORK)
    stand_in.OpenerDirector = _NoOpener  # type: ignore[attr-defined]
    for handler in _HANDLERS:
        setattr(stand_in, handler, _make_no_handler)
    return stand_in


class _NoOpener:
    """Opens nothing, whatever it was to be opened by."""

    def add_handler(self, _: None) -> None:
        """Take no handler."""

    def open(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse.

        Raises ValueError.
        """
        raise ValueError("nothing is fetched")


def _make_no_handler(**_: Any) -> None:
    return None


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

    def __instancecheck__(self, instance: Any) -> bool:
        return isinstance(instance, _resolve_late_names(self._name))

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
