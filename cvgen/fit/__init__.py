"""Typeset a composition within its page budget: closer first, then without what matters least, else an explanation."""
