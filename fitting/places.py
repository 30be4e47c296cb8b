"""Where the data lies that tables are made from, and where tables are written."""

import os
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
DATA: Final = Path(os.environ.get("CUSTOMHOUSE_TEST_DATA", ROOT.parent / "shared" / "data"))
TABLES: Final = ROOT / "screening" / "tables"
