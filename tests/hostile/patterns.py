"""Takes a number of characters, tries every expression of cvgen on texts that repeat what it repeats. A program.

It prints each expression that needs more than a time of the processor which is far more than what one that goes
over a text for every character of it needs, and so has its time grow with a higher power than the square.
"""

import importlib
import pkgutil
import re
import signal
import sys
import time
from functools import cache
from re import _constants as kinds
from re import _parser as parser

import cvgen
from cvgen.text.patterns import LatePattern

SECONDS = 0.12  # of the processor, for one text, on a machine of 2026
TIMES = 4000  # what "a*b" needs for a text of "a": as much, on such a machine
LETTERS = "a0 -.,A(\\/\n"
REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)
ENTRIES = ("cvgen.__main__", "cvgen.render.sandbox")


class TooSlowError(Exception):
    """An expression takes too long."""


def main(length):
    tried = 0
    for place, pattern in sorted(find_patterns().items()):
        tried += 1
        if is_slow(pattern, length):
            sys.stdout.write(f"slow {place} {pattern.pattern!a}\n")
    sys.stdout.write(f"tried {tried}\n")


def is_slow(pattern, length):
    """Say whether an expression takes too long on one of the texts."""
    signal.signal(signal.SIGVTALRM, stop)
    try:
        for text in make_texts(pattern, length):
            try_text(pattern, text)
    except TooSlowError:
        return True
    return False


def stop(*_):
    raise TooSlowError


def find_patterns():
    """Find the expressions that stand in modules and in their mappings and sequences, by their places."""
    found = {}
    for module in pkgutil.walk_packages(cvgen.__path__, "cvgen."):
        if module.name in ENTRIES:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for index, pattern in enumerate(list_patterns(value)):
                if pattern not in found.values():
                    found[f"{module.name}:{name}:{index}"] = pattern
    return found


def list_patterns(value, depth=0):
    if isinstance(value, LatePattern):
        yield value.compile()
    elif isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict) and depth < 3:
        for part in value.values():
            yield from list_patterns(part, depth + 1)
    elif isinstance(value, (list, tuple)) and depth < 3:
        for part in value:
            yield from list_patterns(part, depth + 1)


def make_texts(pattern, length):
    """Make texts of one letter, and such as begin as the expression does and then repeat a part of it."""
    is_bytes = isinstance(pattern.pattern, bytes)
    source = pattern.pattern.decode("latin-1") if is_bytes else pattern.pattern
    texts = [letter * length for letter in LETTERS]
    tree = parser.parse(source, pattern.flags & ~re.DEBUG & (~re.UNICODE if is_bytes else ~0))
    texts += list_pumped(tree, "", length)
    for text in dict.fromkeys(texts):
        yield text.encode("latin-1", "replace") if is_bytes else text


def list_pumped(tree, before, length):
    """List texts in which one repeat of the expression has been done over and over, after what leads to it."""
    texts = []
    for kind, value in tree:
        if kind in REPEATS and value[1] > 10:
            for body in {sample([(kind, (1, 1, value[2]))]), sample(value[2], last=True)}:
                if body:
                    texts.append(before + body * (length // len(body)))
        for inner in list_inner(kind, value):
            texts += list_pumped(inner, before, length)
        before += sample([(kind, value)])
    return texts


def list_inner(kind, value):
    if kind in REPEATS:
        return [value[2]]
    if kind is kinds.SUBPATTERN:
        return [value[3]]
    if kind is kinds.BRANCH:
        return value[1]
    if kind is kinds.ATOMIC_GROUP:
        return [value]
    return []


def sample(tree, *, last=False):
    """Make a short text that a part of an expression matches, or nearly so."""
    text = ""
    for kind, value in tree:
        if kind is kinds.LITERAL:
            text += chr(value)
        elif kind is kinds.IN:
            text += sample_class(value, last)
        elif kind is kinds.ANY or kind is kinds.NOT_LITERAL:
            text += "a"
        elif kind in REPEATS:
            text += sample(value[2], last=last) * max(1, value[0])
        elif kind is kinds.BRANCH:
            text += sample(value[1][-1 if last else 0], last=last)
        else:
            for inner in list_inner(kind, value):
                text += sample(inner, last=last)
    return text


def sample_class(items, last):
    """Choose a letter of a class."""
    matched = [letter for letter in LETTERS if is_in_class(letter, items)]
    if matched:
        return matched[-1 if last else 0]
    for kind, value in items:
        if kind is kinds.LITERAL:
            return chr(value)
        if kind is kinds.RANGE:
            return chr(value[0])
    return "é"


CATEGORIES = {
    kinds.CATEGORY_DIGIT: str.isdigit,
    kinds.CATEGORY_SPACE: str.isspace,
    kinds.CATEGORY_WORD: lambda letter: letter.isalnum() or letter == "_",
    kinds.CATEGORY_NOT_DIGIT: lambda letter: not letter.isdigit(),
    kinds.CATEGORY_NOT_SPACE: lambda letter: not letter.isspace(),
    kinds.CATEGORY_NOT_WORD: lambda letter: not (letter.isalnum() or letter == "_"),
}


def is_in_class(letter, items):
    negated = False
    inside = False
    for kind, value in items:
        if kind is kinds.NEGATE:
            negated = True
        elif kind is kinds.LITERAL:
            inside = inside or ord(letter) == value
        elif kind is kinds.RANGE:
            inside = inside or value[0] <= ord(letter) <= value[1]
        elif kind is kinds.CATEGORY:
            inside = inside or CATEGORIES[value](letter)
    return inside != negated


@cache
def find_limit(length):
    """Find how long an expression may take on this machine, which may be a slow one, in seconds."""
    square = re.compile("a*b")
    text = "a" * length
    taken = []
    for _ in range(9):
        start = time.process_time()
        square.search(text)
        taken.append(time.process_time() - start)
    return max(SECONDS, TIMES * min(taken))


def try_text(pattern, text):
    """Try an expression from the start, as a whole, and anywhere; and with an end that fits nothing."""
    end = b"\x01" if isinstance(text, bytes) else "\x01"
    for call in (pattern.match, pattern.fullmatch, pattern.search):
        for tried in (text, text + end):
            signal.setitimer(signal.ITIMER_VIRTUAL, find_limit(len(text)))
            try:
                call(tried)
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
