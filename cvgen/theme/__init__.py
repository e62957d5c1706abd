"""Themes: folders of data that say how a document looks."""
