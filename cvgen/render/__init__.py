"""Render a document in a theme: HTML by Jinja, then PDF by WeasyPrint."""
