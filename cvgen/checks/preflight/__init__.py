"""Preflight: takes any PDF that was inspected and the target that it is for, gives what each rule says of it."""

from cvgen.checks.preflight.judging import RULES, check, wanted

__all__ = ["RULES", "check", "wanted"]
