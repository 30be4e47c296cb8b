"""Make docs/images/demo.svg: the picture of a real run of `make demo` that the README shows."""

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

IMAGE = Path(__file__).resolve().parents[1] / "docs" / "images" / "demo.svg"
WIDTH = 110


def main() -> None:
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH)}
    command = [sys.executable, "-m", "desk", "demo", "--offline"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(Text.from_ansi(f"$ make demo\n{done.stdout}"))
    console.save_svg(str(IMAGE), title="Customhouse")


if __name__ == "__main__":
    main()
