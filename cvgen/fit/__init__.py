"""Typeset a composition within its page budget.

Closer first, then without what matters least, else an explanation.
"""
