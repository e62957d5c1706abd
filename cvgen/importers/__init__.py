"""Import what people already have: one file per foreign format, with one public function each.

To add a format, write `cvgen/importers/xyz.py` with two functions and a line at its end:

    def recognize_xyz(source: Source) -> bool:           # looks at content, not only at the name
    def import_xyz(source: Source) -> ProfileBuilder:
    IMPORTER = Importer("Xyz", recognize_xyz, import_xyz)

and name the module in `registry.py`, the special before the general, with the signs without which
it is not even imported. What a single file is, profile/foreign.py
tells `cvgen build` too: give a format its sign there and its line in data/foreign.yaml, and
let `recognize_xyz` ask `source.tool`.

A `Source` is a file, a folder or a zip, read within limits: `names`, `read_bytes(name)`,
`read_text(name)`, `read_tree(name)` (YAML or JSON with places). Never open a path by yourself.

A `ProfileBuilder` takes what the source says:

- `builder.add_text(text, line, file)` (or `add_tree(tree)`) for *all* words of the source,
  comments and navigation too: these are counted, and each must be accounted for. Keys and tags
  of a format are no words.
- `builder.basics[...]`, `builder.add_entry(kind, {...})`, `builder.add_custom(title, {...})`,
  `builder.headings[kind]`: plain data in a profile's keys (`cvgen schema`), texts with a
  profile's inline marks. A value that the source spells otherwise is
  `Value("2021-09", origin="2021.9 ~")`, with `is_guess=True` where it could mean something
  else, which writes a comment beside it. `origin=""` says that its words are
  counted elsewhere (a label made of the summary).
- `builder.leave_out(text, reason, line, file)` for what is no part of a profile: a short noun
  phrase, as "a comment", "navigation", "a placeholder". What is neither in the profile nor left
  out is reported as not placed, with its line, by itself.
- `builder.files[name] = bytes` for what goes beside the profile: a photo, `papers.bib`.

A document becomes blocks (page/blocks.py), which `page.document.DocumentReader` reads: letterhead,
sections by their headings, entries of each kind. Lines that a format does not join to paragraphs
go through `page.entry_lines.join_entry_lines` first.

Whatever a profile's model refuses (a date in words, a broken address) is kept as text of its
entry, or reported; so fill in what was read, and leave the checks to `settle.py`. Raise
`ImportError`-like findings as `cvgen.errors.SourceError` with a code of data/codes.yaml (I1xx).
"""
