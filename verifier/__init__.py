"""Stand-alone verifier of a sealed vote. It shares no line with the platform: this folder alone is enough to run it."""
