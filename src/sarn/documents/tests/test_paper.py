"""PDF and PNG: what is in the text layer, what is refused, what a document may touch and use."""

from __future__ import annotations

import io
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from sarn.documents import fonts, paper
from sarn.documents.tests.reading import pages_of, squeezed, text_by_pdftotext, text_of
from sarnkit.problems import Problem

HERE = Path(__file__).with_name("templates")
NOW = datetime(2027, 3, 1, tzinfo=UTC)
# Marks that lean on tall letters, sara am, two marks on one letter, Thai digits.
WORDS = [
    "น้ำใช้ไม่เพียงพอ",
    "ป่าชุมชน",
    "ฟ้า",
    "ฝั่ง",
    "ก๋วยเตี๋ยว",
    "ผู้ใหญ่บ้าน",
    "ครั้งที่ ๑/๒๕๗๐",
    "ปู่ ญี่ปุ่น",
    "กำนัน ตำบล",
]
HOSTILE = '#panic("x") *ตัวหนา* _เอน_ $x$ "คำพูด" \\ `รหัส` @ที่ <ป้าย> // = หัวข้อ #read("/etc/passwd") ]'


@pytest.fixture(scope="module", autouse=True)
def _font() -> None:
    try:
        fonts.folder()
    except Problem as problem:
        pytest.skip(f"print font Laksaman: {problem.sentence('en')}")


def template(folder: Path, text: str) -> Path:
    path = folder / "leaf.typ"
    path.write_text('#import "/sarn.typ": *\n' + text, encoding="utf-8")
    return path


def words_pdf(**more: object) -> bytes:
    data = {"title": "แผนชุมชน ม.๔", "header": "ตำบลห้วยสาธิต", "words": WORDS, "label": "เกณฑ์ น้ำดื่ม", **more}
    return paper.pdf(HERE / "words.typ", data, now=NOW)


@pytest.mark.parametrize("read", [text_of, text_by_pdftotext])
def test_the_text_layer_is_exact(read) -> None:
    text = read(words_pdf())
    # In order and nothing between: the words stand one under the other.
    assert "".join(squeezed(word) for word in WORDS) in text
    for word in WORDS:
        assert squeezed(word) + "440,700.00" in text  # and once more in the table
    assert squeezed("เกณฑ์ น้ำดื่ม") in text
    assert "ครั้งที่๑/๒๕๗๐1,234,567-0.050.0%100.0%" in text


def test_a_wrong_text_layer_would_be_seen() -> None:
    """The control: a reader that does not heed what the file says of its glyphs gets them wrong."""
    bare = "".join(page.extract_text() for page in PdfReader(io.BytesIO(words_pdf())).pages)
    assert squeezed("น้ำใช้ไม่เพียงพอ") not in squeezed(bare)


def test_the_file_says_its_title_and_language() -> None:
    reader = PdfReader(io.BytesIO(words_pdf()))
    assert reader.metadata.title == "แผนชุมชน ม.๔"
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("th")
    assert reader.metadata.creation_date == NOW
    embedded = {
        str(font["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].get_object().values()
        for font in [font.get_object()]
    }
    assert embedded == {"Laksaman", "Laksaman-Bold"}


def test_the_same_values_give_the_same_bytes() -> None:
    assert words_pdf() == words_pdf()


def test_what_people_type_stays_text() -> None:
    pdf = words_pdf(title=HOSTILE, words=[HOSTILE, "\ud800ครึ่ง", "ก\x00ข"])
    assert squeezed(HOSTILE) in text_of(pdf)
    assert PdfReader(io.BytesIO(pdf)).metadata.title == HOSTILE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('#set text(font: "TH Sarabun New")\nก', "unknown font family"),
        ('#set text(font: "DejaVu Sans")\nก', "unknown font family"),
        ("#nothing-of-this-name()", "unknown variable"),
        ("#data.absent", "absent"),
        ('#read("/etc/passwd")', "failed to load|not found"),
        ('#read("../../../../etc/passwd")', "escape|access denied|not found|outside"),
        ('#import "@preview/cetz:0.3.0": *', "package|failed"),
    ],
)
def test_a_template_that_is_wrong_fails(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(paper.PaperFault, match=said):
        paper.pdf(template(tmp_path, text), {})


def test_a_template_is_found_in_its_app(tmp_path: Path, monkeypatch) -> None:
    app = type("App", (), {"path": str(tmp_path)})()
    monkeypatch.setattr(paper.apps, "get_app_configs", lambda: [app])
    (tmp_path / "templates" / "planning").mkdir(parents=True)
    part = tmp_path / "templates" / "planning" / "_part.typ"
    part.write_text("#let greeting = [สวัสดี]", encoding="utf-8")
    main = part.with_name("plan.typ")
    main.write_text(
        '#import "/sarn.typ": *\n#import "_part.typ": *\n#show: paper.with(title: "x")\n#greeting'
    )
    assert "สวัสดี" in text_of(paper.pdf("planning/plan.typ", {}))
    with pytest.raises(FileNotFoundError, match="absent"):
        paper.pdf("planning/absent.typ", {})


@pytest.mark.parametrize("name", ["../x.jpg", "a/b.jpg", "..", ""])
def test_an_attachment_has_a_plain_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        paper.pdf(template(tmp_path, "x"), {}, attachments={name: b""})


def test_values_that_are_no_numbers_are_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        paper.pdf(template(tmp_path, "x"), {"share": float("nan")})


def test_a_machine_without_the_font_says_so(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "_OURS", tmp_path / "none")
    monkeypatch.setattr(fonts, "_SYSTEM", tmp_path)
    (tmp_path / "Laksaman.ttf").write_bytes(b"")
    with pytest.raises(Problem) as refused:
        paper.pdf(HERE / "words.typ", {})
    assert refused.value.code == "documents.no-fonts"


def test_a_document_without_end_is_stopped(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(paper, "SECONDS", 1)
    path = template(tmp_path, "#range(1, 400).map(x => range(1, x * 200).map(y => str(y * x)).join()).join()")
    with pytest.raises(Problem) as refused:
        paper.pdf(path, {})
    assert refused.value.code == "documents.too-heavy"


def test_a_document_that_wants_too_much_memory_is_stopped(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(paper, "MEGABYTES", 60)
    path = template(tmp_path, "#range(0, 9000000).map(x => str(x)).len()")
    with pytest.raises(Problem) as refused:
        paper.pdf(path, {})
    assert refused.value.code == "documents.too-heavy"
    monkeypatch.setattr(paper, "MEGABYTES", 900)
    assert paper.pdf(template(tmp_path, "#range(0, 9000).map(x => str(x)).len()"), {})  # the control


def test_one_document_at_a_time(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(paper, "_WAIT_SECONDS", 0.05)
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with paper._turn():
            taken.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait(10)
    try:
        with pytest.raises(Problem) as refused:
            paper.pdf(template(tmp_path, "x"), {})
    finally:
        done.set()
        holder.join()
    assert refused.value.code == "documents.busy"
    assert paper.pdf(template(tmp_path, "x"), {})


def test_nothing_is_left_on_the_desk(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(paper.tempfile, "tempdir", str(tmp_path))
    folder = tmp_path / "templates"
    folder.mkdir()
    paper.pdf(template(folder, "x"), {})
    with pytest.raises(paper.PaperFault):
        paper.pdf(template(folder, "#absent"), {})
    assert [path.name for path in tmp_path.iterdir()] == ["templates"]


SAMPLE = {
    "title": "แผนชุมชน บ้านหนองน้ำใส หมู่ที่ ๔",
    "place": "ตำบลห้วยสาธิต อำเภอเมืองสาธิต",
    "years": "พ.ศ. ๒๕๗๑",
    "source": "ข้อมูลที่ชุมชนเก็บเอง",
    "words": WORDS,
    "steps": [
        {"title": f"ขั้น {step}", "text": "น้ำใช้ไม่พอ 51 จาก 124 หลัง", "woven": step < 5} for step in range(7)
    ],
    "projects": [[str(n), "ประปาบาดาลบ้านหนองน้ำใส", "2571", 44070000, "อบต."] for n in range(1, 40)],
    "total": 44070000 * 39,
}


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return out.getvalue()


def test_the_sample_shows_all_that_the_library_has() -> None:
    pdf = paper.pdf(HERE / "sample.typ", SAMPLE, attachments={"photo.jpg": photo()}, now=NOW)
    pages = pages_of(pdf)
    assert "ตำบลห้วยสาธิต" in pages[0]
    assert "หน้า" not in pages[0]
    heads = [page for page in pages if "งบประมาณ(บาท)" in page]
    assert len(heads) >= 2  # the head of the table comes again on its second page
    assert f"หน้า๒จาก{'๐๑๒๓๔๕๖๗๘๙'[len(pages)]}" in pages[1]
    assert "17,187,300.00" in pages[-1] or "17,187,300.00" in pages[-2]


def test_a_poster_is_one_sheet_and_a_picture() -> None:
    data = {"title": "บ้านหนองน้ำใส หมู่ที่ 4"}
    reader = PdfReader(io.BytesIO(paper.pdf(HERE / "poster.typ", data)))
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [297, 420]
    assert len(reader.pages) == 1
    (png,) = paper.png(HERE / "poster.typ", data, ppi=40)
    with Image.open(io.BytesIO(png)) as image:
        assert image.size == (468, 661)
        # The hem reaches both edges at the foot.
        assert (
            image.convert("RGB").getpixel((1, 655))
            == image.convert("RGB").getpixel((466, 655))
            == (24, 36, 74)
        )


@pytest.mark.parametrize("title", ["บ้านหนองน้ำใส หมู่ที่ 4", "ชุมชนบ้านหนองน้ำใสพัฒนา " * 3])
def test_a_card_has_the_size_that_links_show(title: str) -> None:
    (png,) = paper.png(HERE / "card.typ", {"title": title}, ppi=144)
    with Image.open(io.BytesIO(png)) as image:
        assert image.size == (1200, 630)
