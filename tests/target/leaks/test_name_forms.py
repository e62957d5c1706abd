"""A name that is left in a text is found in any case, script and spelling; words that only look like it stop nothing."""

import unicodedata

import pytest

from cvgen.target.leaks import find_text_leaks, list_identifying_secrets

# Name, and what else of `basics`: texts that say it for certain, in every way that people write names.
CERTAIN = {
    "name: Ada Example": [
        "Ada Examples Arbeit",
        "Ada Example's work",
        "by Example, Ada M.",
        "Ada\nExample",
        "Exam-\nple, Ada",
        "A d a E x a m p l e",
        "Ada Ех\u0430mple",  # the first three letters of the surname are Cyrillic
        "ada-example.org",
        "github.com/adaexample42",
        "github.com/exampleada",
        "https://people.invalid/~example/",
        "Example, Ada and Sample, Bo",
    ],
    "name: Prof. Dr. Ada Example M.Sc.": ["A. Example", "Ada Example"],
    "name: Ludwig van der Rohe": ["L. van der Rohe", "van der Rohe L", "Rohe, Ludwig van der"],
    "name: José Müller": [
        "José Müllers Arbeit",
        "Jose Mueller",
        unicodedata.normalize("NFD", "José Müller"),
    ],
    "name: Иван Петров": ["Ивана Петрова", "Иваном Петровым", "Петров И.И."],
    "name: Дмитрий Достоевский": ["Работа Дмитрия Достоевского", "Достоевскому Дмитрию"],
    "name: Андрей Соловей": ["Андрея Соловья"],
    "name: Anna Kowalska": ["A. Kowalskiej"],
    "name: Matti Virtanen": ["Matti Virtasen työ"],
    "name: Nagy Anna": ["Nagy Annának"],
    "name: Анна Иванова": ["Анны Ивановой", "Анну Иванову", "Иванова А."],
    "name: 高泽峰": ["高澤峰", "由高泽峰教授"],
    "name: Юлия Щербакова": ["Yulia Shcherbakova", "Shcherbakova Yu. I.", "J. Schtscherbakowa"],
    "name: Γιώργος Παπαδόπουλος": [
        "George Papadopoulos",
        "Papadopoulos G.",
        "του Γιώργου Παπαδόπουλου",
        "τον Παπαδόπουλο Γιώργο",
    ],
    "name: 高澤峰": ["Zefeng Gao", "Z.-F. Gao", "Gao Ze-Feng", "Gao ZF"],
    "name: 吕晟": ["Lyu Sheng", "Sheng Lu"],
    "name: Ivan Petrov": ["Иван Петров", "Петров И."],
    "name: George Papadopoulos": ["Γιώργος Παπαδόπουλος"],
    "name: Ada Example, email: aexam42@uni.invalid": [
        "aexam42",
        "https://uni.invalid/~aexam42/",
    ],
}
TELLING = {
    "name: Ada Example": ["Examples Arbeit", "der Example-Effekt"],
    "name: Иван Петров": ["Петровым"],
    "name: 高泽峰": ["泽峰同学"],
    "name: Jan Novák": ["Jana Nováka"],
    "name: Anna Kowalska": ["Praca Anny Kowalskiej", "Annę Kowalską"],
    "name: Marek Dudek": ["Marka Dudka"],
    "name: Jan Novotný": ["Jana Novotného"],
    "name: Jonas Kazlauskas": ["Jono Kazlausko"],
    "name: {given: Anna, family: Nagy}": ["Nagy Annának"],
    "name: Wei Zhang": ["由张伟教授", "張偉、李明"],
}
HARMLESS = {
    "name: John Field": ["This was the idea of John. Field theory came later."],
    "name: Lukas Virta": ["Luka Kovač", "Jussi Virtanen"],
    "name: Wei Zhang": ["文章为人所知", "张敏", "李伟"],
    "name: {zh: 王伟, en: Vivian Wong}": ["W. Wang", "王威"],
    "name: Wang Wei": ["Wei, Wang and Li (2020)"],
    "name: Ada Example": ["Anna Example", "for example, a day", "Canada example"],
    "name: María García Lorca": ["M. Lorca Ruiz"],
    "name: Ada Example, email: info@example.invalid": ["Ask for more info."],
}


def list_cases(texts_by_name):
    return [(name, text) for name, texts in texts_by_name.items() for text in texts]


@pytest.fixture
def severities(load_text):
    def find(basics, text):
        secrets = list_identifying_secrets(load_text(f"basics: {{{basics}}}"))
        found = find_text_leaks(f"Known: {text}", secrets, "the text of page 1")
        return {finding.severity for finding in found}

    return find


@pytest.mark.parametrize(("basics", "text"), list_cases(CERTAIN))
def test_what_says_the_name_is_an_error(severities, basics, text):
    assert "error" in severities(basics, text)


@pytest.mark.parametrize(("basics", "text"), list_cases(TELLING))
def test_what_may_say_the_name_is_a_warning(severities, basics, text):
    assert severities(basics, text) == {"warning"}


@pytest.mark.parametrize(("basics", "text"), list_cases(HARMLESS))
def test_what_only_looks_like_the_name_is_no_error(severities, basics, text):
    assert "error" not in severities(basics, text)
