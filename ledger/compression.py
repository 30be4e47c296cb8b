"""Short texts made shorter: receipts and the canonical form of subjects."""

import zlib
from typing import Final

# A window of 8 KiB and as much working memory: zlib's default takes 256 KiB anew for each text,
# which costs five times as much as the compressing itself. Any zlib reads what is written so.
_WINDOW_BITS: Final = 13
_MEMORY_LEVEL: Final = 6
# Level 1 takes half the time of level 6 and a tenth more room.
_LEVEL: Final = 1
# Less gains little; what is compressed never begins as JSON does.
_LEAST: Final = 256
_JSON: Final = b"{"


def compress(data: bytes) -> bytes:
    """Return JSON as a zlib stream, or as it is where that gains little."""
    if len(data) < _LEAST and data.startswith(_JSON):
        return data
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW_BITS, _MEMORY_LEVEL)
    return packer.compress(data) + packer.flush()


def decompress(data: bytes) -> bytes:
    """Return what compress() was given."""
    return data if data.startswith(_JSON) else zlib.decompress(data)
