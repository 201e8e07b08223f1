"""Texts → demands (归并): what a message speaks of, where, how urgent, and which others say the same."""
