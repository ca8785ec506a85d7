"""The files that a clinic adds in data/site/, its logo, photos and films: what they are, read from the files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = "data/site"
_PHOTOS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
# Where a file's kind is told within it: how it begins, after some bytes.
_FILMS = {".mp4": (4, b"ftyp"), ".webm": (0, b"\x1a\x45\xdf\xa3")}
_GPS = 0x8825
_RUNS = re.compile(rb"<script|\son\w+\s*=|<foreignObject|(?:href|src)\s*=\s*[\"'](?!#|data:image/)", re.IGNORECASE)


@dataclass(frozen=True)
class MediaFile:
    """A file of data/site/. `kind` is photo, drawing (SVG), film, captions or empty, and `size` is in bytes.

    `width` and `height` are a photo's, in pixels, as it is shown. `wrong` says what is wrong with the file itself, and
    what to do about it; empty if nothing is.
    """

    kind: str
    size: int
    width: int = 0
    height: int = 0
    wrong: tuple[str, str] | tuple[()] = ()


def read_media(root: Path) -> Iterator[tuple[str, MediaFile]]:
    """Yield each file in data/site/ by its name."""
    folder = root / FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.name.startswith("."):
            yield path.name, _read(path)


def _read(path: Path) -> MediaFile:
    if not path.is_file() or path.is_symlink():
        return MediaFile("", 0, wrong=("this is no file.", "put the file itself here, in no folder."))
    size, ending = path.stat().st_size, path.suffix
    if ending in _PHOTOS:
        return _photo(path, size)
    if ending == ".svg":
        runs = _RUNS.search(path.read_bytes())
        tip = "export it as plain SVG, without scripts and links."
        return MediaFile("drawing", size, wrong=("the drawing runs or loads something.", tip) if runs else ())
    if ending in _FILMS:
        offset, start = _FILMS[ending]
        with path.open("rb") as file:
            head = file.read(offset + len(start))
        wrong = ("the file is not what its name says.", "export the film as MP4 (H.264) or WebM.")
        return MediaFile("film", size, wrong=() if head[offset:] == start else wrong)
    if ending == ".vtt":
        told = path.read_bytes().startswith((b"WEBVTT", b"\xef\xbb\xbfWEBVTT"))
        return MediaFile("captions", size, wrong=() if told else ("this is no WebVTT.", "begin it with 'WEBVTT'."))
    tip = "use .jpg, .png or .webp for photos, .svg for logos, .mp4 or .webm for films, .vtt for captions."
    return MediaFile("", size, wrong=("no page can show a file of this kind.", tip))


def _photo(path: Path, size: int) -> MediaFile:
    """Return what a photo is. A camera writes where a photo was taken into it: that must not be published."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 (few sites have photos)

    try:
        with Image.open(path) as image:
            image.verify()
            kind, (width, height), exif = image.format, image.size, image.getexif()
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError):
        return MediaFile("photo", size, wrong=("this picture cannot be read.", "export it again as JPEG or PNG."))
    wrong: tuple[str, str] | tuple[()] = ()
    if kind != _PHOTOS[path.suffix]:
        wrong = (f"this is a {kind}, and its name says otherwise.", "name it by what it is.")
    elif exif.get_ifd(_GPS):
        wrong = ("the photo holds the place where it was taken.", "export it without location or metadata.")
    elif exif.get(0x0112, 1) != 1:
        wrong = ("the photo is stored lying on its side.", "rotate it in a photo program and save it again.")
    return MediaFile("photo", size, width, height, wrong)
