"""Drawn pictures in place of photos: no real place, no real person."""
