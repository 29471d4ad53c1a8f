"""Small pictures of stored files, for documents. Worker processes only."""

import io
import logging
from typing import IO, Any, Final

from PIL import Image, UnidentifiedImageError

from binawidya.umum.pdf_preview import first_page

logger = logging.getLogger(__name__)

# At 6 cm in print: some 200 dots to the inch.
LEBAR, TINGGI = 480, 340
_MUTU: Final = 72
_MOST_PIXELS: Final = 80_000_000


def thumbnail(file: Any) -> bytes | None:
    """A JPEG of at most :data:`LEBAR` by :data:`TINGGI` dots; nothing where the file is away or no picture.

    :param file: a field file of any store; it is read only as far as its format needs, and closed.
    """
    try:
        with file.open("rb") as source:
            return _small(source)
    except OSError as error:
        logger.warning("no thumbnail of a stored file: %s", type(error).__name__)
        return None


def pdf_thumbnail(file: Any) -> bytes | None:
    """The same of the first page of a stored PDF, drawn in a process of its own. Takes a fraction of a second."""
    try:
        with file.open("rb") as source:
            picture = first_page(source)
    except OSError as error:
        logger.warning("no thumbnail of a stored PDF: %s", type(error).__name__)
        return None
    return _small(io.BytesIO(picture)) if picture else None


def _small(source: IO[bytes]) -> bytes | None:
    output = io.BytesIO()
    try:
        with Image.open(source) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            # Lets the decoder of JPEG read it at a fraction of its size.
            image.draft("RGB", (LEBAR, TINGGI))
            image.thumbnail((LEBAR, TINGGI))
            _flat(image).save(output, "JPEG", quality=_MUTU, optimize=True)
    except (UnidentifiedImageError, Image.DecompressionBombError, ValueError, SyntaxError) as error:
        logger.warning("no thumbnail of a stored file: %s", type(error).__name__)
        return None
    return output.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """Without transparency, which JPEG does not know: on white, like paper."""
    if image.mode not in {"RGBA", "LA", "PA"} and "transparency" not in image.info:
        return image.convert("RGB")
    above = image.convert("RGBA")
    below = Image.new("RGB", above.size, "#fff")
    below.paste(above, mask=above.getchannel("A"))
    return below
