"""The text of a PDF as readers that know ActualText take it (PDFium in Chrome, MuPDF, poppler).

Thai letters with marks are drawn by glyphs that stand for several characters; Typst says what they mean by
ActualText. `pypdf` alone does not read that, so this does: it walks its operations and takes, for every marked
part, the text that the file says it is, else what the font's own table says.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, blanks removed, in the order in which it is drawn."""
    reader = PdfReader(io.BytesIO(pdf))
    return [squeezed(_page(page, reader)) for page in reader.pages]


def text_of(pdf: bytes) -> str:
    """The text of all pages, blanks removed."""
    return "".join(pages_of(pdf))


def text_by_pdftotext(pdf: bytes) -> str:
    """The same through poppler; skips the test, by name, where it is not installed."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (Debian: poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return squeezed(done.stdout.decode())


def squeezed(text: str) -> str:
    """Without blanks: readers put false ones after marks that lean left («ป่ า»)."""
    return "".join(text.split()).replace("\N{WORD JOINER}", "").replace("\N{ZERO WIDTH SPACE}", "")


def _page(page: DictionaryObject, reader: PdfReader) -> str:
    fonts = {
        name: _characters(font.get_object())
        for name, font in page["/Resources"]["/Font"].get_object().items()
    }
    text, current, marked = "", {}, []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        inside = any(said is not None for said in marked)
        if operator == b"Tf":
            current = fonts[operands[0]]
        elif operator in {b"BDC", b"BMC"}:
            said = operands[1].get("/ActualText") if operator == b"BDC" and len(operands) > 1 else None
            marked.append(None if said is None else str(said))
            if said is not None and not inside:
                text += str(said)
        elif operator == b"EMC":
            marked.pop()
        elif operator in {b"Tj", b"TJ"} and not inside:
            pieces = operands[0] if operator == b"TJ" else operands
            text += "".join(
                _decoded(piece, current) for piece in pieces if not isinstance(piece, (int, float))
            )
    return text


def _decoded(piece: object, characters: dict[int, str]) -> str:
    raw = getattr(piece, "original_bytes", piece)
    return "".join(characters.get(int.from_bytes(raw[at : at + 2]), "�") for at in range(0, len(raw), 2))


def _characters(font: DictionaryObject) -> dict[int, str]:
    """Glyph number to text, from the font's ToUnicode table (Typst writes single entries only)."""
    table = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    entries = re.findall(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>", table)
    return {int(glyph, 16): bytes.fromhex(text).decode("utf-16-be") for glyph, text in entries}
