"""Machine code that numba keeps on disk, thrown away when what it was made of has changed.

Numba asks whether a function's own module changed, not whether one that it calls did: after an
update the old code of a callee would live on inside its callers.
"""

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

from screening import kernels
from screening.kernels.comparing import compare_all

_STAMP: Final = "customhouse-sources"


@cache
def drop_stale_code() -> None:
    """Remove compiled code of other sources than ours; to be called before the first use.

    A process that looks for a file that is gone compiles anew. Where the folder cannot be
    written, as in an image, what lies there was compiled of what it holds.
    """
    kept_at: str | None = compare_all.stats.cache_path
    if kept_at is None:
        return
    folder = Path(kept_at)
    stamp, digest = folder / _STAMP, _digest(Path(kernels.__path__[0]))
    try:
        if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
            return
        for file in [*folder.glob("*.nbi"), *folder.glob("*.nbc")]:
            file.unlink(missing_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        stamp.write_text(digest, encoding="ascii")
    except OSError:
        return


def must_compile() -> bool:
    """Tell whether the matcher has yet to be compiled here, which takes half a minute."""
    drop_stale_code()
    kept_at: str | None = compare_all.stats.cache_path
    return kept_at is None or not any(Path(kept_at).glob("*.nbc"))


def _digest(folder: Path) -> str:
    """Return the hash of all that is compiled, or that compiled code was specialised on."""
    digest = blake2b(digest_size=16)
    for file in sorted(folder.glob("*.py")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
