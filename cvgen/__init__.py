"""cvgen: takes a CV as data (a profile in YAML) and gives back a typeset PDF."""

__version__ = "0.1.0"
