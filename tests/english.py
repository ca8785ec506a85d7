"""Writes the English messages as a page brings them to its scripts, for the tests that run scripts without a page."""

import json
import sys
from pathlib import Path

from exercise_library.catalogue.catalogue import load

ROOT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    messages = load(ROOT).messages
    json.dump(messages.subset([*messages.messages]), sys.stdout, ensure_ascii=False)
