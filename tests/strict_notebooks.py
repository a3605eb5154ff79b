"""A pytest plugin that closes what nbval leaves open: figures, output metadata and the kind of output.

nbval compares text and HTML and skips the rest. Here `image/png` is compared by its decoded pixels, so that another
compression of the same picture passes and another picture fails; the metadata, which holds the alternative text, and
`output_type` are compared as they are. The user's own Jupyter and matplotlib settings are kept out.
"""

import base64
import binascii
import hashlib
import io
import os
import tempfile
from pathlib import Path

import pytest
from nbval.plugin import IPyNbCell, IPyNbFile
from PIL import Image, UnidentifiedImageError

from newsactors.execution import isolated

COMPARED = frozenset({"image/png", "image/jpeg", "metadata", "output_type"})
_PNG = "iVBORw0KGgo"  # the PNG signature in base64


def picture_digest(encoded):
    """Return a digest of the pixels of a base64 PNG, or the text itself where it is no readable picture."""
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGBA")
    except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError):
        return encoded
    return f"{picture.size} {hashlib.sha256(picture.tobytes()).hexdigest()}"


def compared_value(value):
    """Return what nbval is to compare in place of a value of an output."""
    return picture_digest(value) if isinstance(value, str) and value.startswith(_PNG) else value


def pytest_collectstart(collector):
    """Have nbval compare what it skips."""
    if isinstance(collector, IPyNbFile):
        collector.skip_compare = tuple(key for key in collector.skip_compare if key not in COMPARED)


def pytest_itemcollected(item):
    """Have nbval compare pictures by their pixels."""
    if isinstance(item, IPyNbCell):
        item.sanitize = compared_value


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    """Shield the kernels from the user's settings, when any cell is to run."""
    if any(isinstance(item, IPyNbCell) for item in session.items) and not session.config.option.collectonly:
        folder = tempfile.TemporaryDirectory(prefix="newsactors-", ignore_cleanup_errors=True)
        session.config.add_cleanup(folder.cleanup)
        clean = isolated(Path(folder.name))
        for name in os.environ.keys() - clean.keys():
            del os.environ[name]
        os.environ.update(clean)
