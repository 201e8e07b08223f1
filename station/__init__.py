"""The tellers' station 监票台: a small program on a teller's own laptop, for keys, slips and tests of a sealed ballot box.

`desk` holds what a station does, as plain objects. `pages` shows it in a browser on this computer alone. It speaks to the
ballot box through `doors` and keeps its files in `drawer`. The protocol is `engines.sealing`; nothing of the site is used.
"""
