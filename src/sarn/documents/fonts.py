"""The font of everything that is printed: Laksaman, the free look-alike of TH Sarabun.

Its text layer is the one that comes out of a PDF as it went in (Sarabun's and Noto's double letters).
`tools/print-fonts.sh` puts it here, below `fonts/`, where the system has none. No other font of the machine is
ever used, so that a document looks the same wherever it is made.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sarnkit.problems import Problem

FAMILY: Final = "Laksaman"
FILES: Final = ("Laksaman.ttf", "Laksaman-Bold.ttf")
_OURS: Final = Path(__file__).with_name("fonts")
_SYSTEM: Final = Path("/usr/share/fonts/truetype/tlwg")


def folder() -> Path:
    """The folder that holds Laksaman, regular and bold; raises Problem `documents.no-fonts`."""
    for place in (_OURS, _SYSTEM):
        if all((place / name).is_file() for name in FILES):
            return place
    raise Problem("documents.no-fonts")
