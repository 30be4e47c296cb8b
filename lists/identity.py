"""What names a list, one version of it, and the lists in force: three strings, easily swapped."""

from typing import NewType

# Made by source_of(): "us_ofac_sdn", "own:mine".
SourceId = NewType("SourceId", str)
# Made by hash_of_list(): SHA-256 of a list's canonical lines, 64 hex digits.
ListHash = NewType("ListHash", str)
# Made by snapshot_of(): 32 hex digits.
SnapshotId = NewType("SnapshotId", str)
