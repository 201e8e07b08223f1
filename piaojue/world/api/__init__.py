"""The read API under /api/v1/: what a visitor's pages show, as data (docs/api.md)."""
