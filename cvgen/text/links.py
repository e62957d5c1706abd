"""The kinds of link that a document may hold."""

LINK_SCHEMES = ("http", "https", "mailto", "tel", "doi")
