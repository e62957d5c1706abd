"""The five pages that cvgen exists for come in whole, each fact in its field, without an edit."""

import os
from pathlib import Path

import pytest
from shipped import ROOT

from cvgen.files.yamlfile import parse_yaml, read_yaml
from cvgen.importers.convert import convert_sources

# They lie beside the project, and are not copied into it.
SEEDS = Path(os.environ.get("CVGEN_SEEDS", ROOT.parent / "shared" / "seeds"))
FACTS = sorted((Path(__file__).parent / "facts").glob("*.yaml"))
LEAST_PLACED = 0.97


def list_facts(value, path=()):
    if isinstance(value, dict):
        for key, part in value.items():
            yield from list_facts(part, (*path, key))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from list_facts(part, (*path, number))
    else:
        yield path, value


def find_value(data, path):
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


@pytest.fixture(scope="module")
def convert_seed():
    conversions = {}

    def convert(number):
        if number not in conversions:
            paths = sorted(SEEDS.glob(f"{number}_*.txt"))
            if not paths:
                pytest.skip("the seed pages do not lie here")
            conversions[number] = convert_sources(paths)
        return conversions[number]

    return convert


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_every_fact_of_a_seed_page_is_in_its_field(convert_seed, path):
    conversion = convert_seed(path.stem)
    data = parse_yaml(conversion.files["profile.yaml"].decode(), "profile.yaml").data
    facts = list(list_facts(read_yaml(path).data))
    wrong = [(where, fact) for where, fact in facts if find_value(data, where) != fact]
    assert len(wrong) <= (1 - LEAST_PLACED) * len(facts), wrong


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_every_word_of_a_seed_page_is_accounted_for_and_none_is_added(convert_seed, path):
    (account,) = convert_seed(path.stem).accounts
    lost = sum(line.words for line in account.missing)
    assert account.placed + sum(account.reasons.values()) + lost == account.total
    assert lost <= 0.03 * account.total
    assert account.added == ()


def test_the_comment_of_a_seed_page_never_comes_in(convert_seed):
    profile = convert_seed("000").files["profile.yaml"].decode()
    assert "Wind" not in profile
    assert "Wind" in convert_seed("000").files["import-report.md"].decode()


def test_a_placeholder_of_a_seed_page_is_told_and_not_imported(convert_seed):
    files = convert_seed("003").files
    assert "Coming soon" not in files["profile.yaml"].decode()
    assert "Coming soon" in files["import-report.md"].decode()
