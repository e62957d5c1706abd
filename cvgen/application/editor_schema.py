"""JSON Schema (draft 2020-12) of application.yaml, by which editors complete and check."""

from __future__ import annotations

from cvgen.application.schema import DOCUMENT_KINDS, ApplicationRecord, DocumentRecord
from cvgen.profile.key_words import describe_key
from cvgen.profile.record_schema import Schema, refer_to
from cvgen.profile.schema import Names, build_record_schema


def build_application_schema(names: Names) -> Schema:
    """Build the schema of an application.

    `names` holds schemas of the values that name what there is: themes, targets and the like.
    """
    schema = build_record_schema(ApplicationRecord, "An application", names, (DocumentRecord,))
    schema["properties"]["documents"] = {
        "type": "array",
        "items": {"anyOf": [{"type": "string", "enum": list(DOCUMENT_KINDS)}, _describe_kinds()]},
        **describe_key("application", "documents"),
    }
    return schema


def _describe_kinds() -> Schema:
    """Describe one kind of document with its file, or with what is said of it."""
    content = {"anyOf": [{"type": ["string", "null"]}, refer_to(DocumentRecord)]}
    described = {**content, **describe_key("document", "kind")}
    return {
        "type": "object",
        "properties": dict.fromkeys(DOCUMENT_KINDS, described),
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
