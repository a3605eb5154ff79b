"""Tables on disk: all of them or, where the disk refuses, none."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath

import pandas as pd

from newsactors.errors import OutputError
from newsactors.schema import TABLES

_FILES = tuple(f"{table}.{ending}" for table in TABLES for ending in ("csv", "parquet"))


@contextmanager
def folder_for(out: str | PurePath) -> Iterator[Path]:
    """Make the folder for the tables, and those above it; what is still empty in the end goes again.

    Raises `OutputError` where it cannot be made, or another folder has the name of a table.
    """
    if not str(out):
        raise OutputError("no folder named for the tables; name one with --out")
    folder = Path(os.path.expanduser(out))  # noqa: PTH111, `Path.expanduser` raises for a folder named "~old"
    new: list[Path] = []
    try:
        try:
            new += [place for place in (folder, *folder.parents) if not place.exists()]
            folder.mkdir(parents=True, exist_ok=True)
            taken = [folder / file for file in _FILES if (folder / file).is_dir()]
        except OSError as error:
            raise _refused(folder, error) from None
        if taken:
            raise OutputError(f"{taken[0]}: this is a folder, where a table is to be written; move it away")
        yield folder
    finally:
        with suppress(OSError):  # raised by the first that is not empty
            for place in new:
                place.rmdir()


def _refused(folder: Path, error: OSError, done: str = "") -> OutputError:
    reason = error.strerror or error
    return OutputError(f"{folder}: the tables cannot be written here ({reason}){done}; name a folder with --out")


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write tables by their names as CSV and Parquet into a folder that is there; see `pipeline.write`."""
    written: list[Path] = []
    try:
        # All of them aside first: a disk that is full must not leave new tables beside old ones.
        with tempfile.TemporaryDirectory(prefix=".newsactors-", dir=folder) as aside:
            for name, table in tables.items():
                table.to_csv(Path(aside, f"{name}.csv"), index=False, lineterminator="\n", encoding="utf-8")
                with Path(aside, f"{name}.parquet").open("wb") as file:  # a path must be UTF-8 for pyarrow
                    table.to_parquet(file, index=False, compression="zstd")
            for target in (folder / file for file in _FILES):
                Path(aside, target.name).replace(target)
                written.append(target)
    except OSError as error:
        replaced = f"only {', '.join(path.name for path in written)} replaced" if written else "nothing replaced"
        raise _refused(folder, error, f"; {replaced}") from None
    return written
