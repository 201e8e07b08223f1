"""Stand-alone verifier of a sealed vote. It shares no line with the platform; `verify.py` alone is enough to run it."""
