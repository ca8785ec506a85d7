"""The rooms of the house: each knows only the rooms before it. See docs/contribute/architecture.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "hooks" / "exercise_library"
# What each room may import from, itself aside. A room with a dot is one part of a room.
MAY_IMPORT = {
    "cache": (),
    "browser": (),
    "building": (),
    "served": (),
    "source": (),
    "reading": ("cache", "source"),
    "figures": ("source", "cache"),
    "interface": ("source",),
    "catalogue": ("source", "interface", "figures.pose"),
    "view": ("source", "interface", "figures", "catalogue"),
    "review": ("cache", "source", "interface", "figures", "catalogue", "view"),
    "pages": ("cache", "source", "interface", "figures", "catalogue", "view"),
    "exports": ("cache", "source", "interface", "figures", "catalogue", "view"),
    "offline": ("view", "pages"),
    "shelf": (),
    "site": ("shelf", "cache", "source", "figures", "catalogue", "view", "pages", "exports"),
    "stage": ("source", "catalogue", "figures", "pages", "exports", "site"),
    "tried": ("catalogue", "figures"),
    "drawings": ("source", "catalogue", "figures", "view"),
    "pdf_tags": (),
    "pdf": ("browser", "pdf_tags"),
    "fix": ("source", "catalogue"),
    "translating": ("source", "interface", "catalogue"),
    "cli": (
        "building",
        "source",
        "figures",
        "catalogue",
        "view",
        "review",
        "drawings",
        "stage",
        "pdf",
        "fix",
        "translating",
    ),
    "__main__": ("cli",),
}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imported(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a file imports, without the package's name."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "exercise_library":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and str(node.module).startswith("exercise_library."):
            yield str(node.module).removeprefix("exercise_library.")
        elif isinstance(node, ast.Import):
            assert not any(alias.name.startswith("exercise_library") for alias in node.names), path


def test_each_room_knows_only_the_rooms_before_it() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = room_of(path)
        allowed = () if room == "__init__" else (room, *MAY_IMPORT[room])
        for module in imported(path):
            if not any(f"{module}.".startswith(f"{name}.") for name in allowed):
                wrong.append(f"{path} imports {module}")
    assert wrong == []


def test_the_order_has_no_way_back() -> None:
    order = list(MAY_IMPORT)
    for room, others in MAY_IMPORT.items():
        assert all(order.index(other.partition(".")[0]) < order.index(room) for other in others)
