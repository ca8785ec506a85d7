"""How bodies are drawn is no part of a pose, and yet a reviewer looks at it."""

DRAWN_SINCE = "2026-11-26"
"""The day since which bodies are drawn as they are now. It changes when all drawings are made anew in another style."""
