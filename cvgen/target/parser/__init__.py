"""What a résumé parser reads in a PDF from anywhere: the person, the sections, their entries.

Parsers of this kind see neither tags nor columns: they join text to lines, and lines to sections.
"""
