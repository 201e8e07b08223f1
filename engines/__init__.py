"""Pure thinking: no web framework, no disk, no network, no clock.

Dates, counts and luck come in as arguments; rules are frozen dataclasses that
carry their legal basis. `chaining`, `counting`, `scoring` and `pacing` do not
know each other; `exact` holds the few words about fractions they share.
"""
