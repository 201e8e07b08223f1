"""监票台: the tellers' station and the verifier as a folder of static files. `build` writes it, `program/` holds its scripts."""
