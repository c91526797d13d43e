"""Packs in a few lines, written to a folder, for tests of what the checker says and what is counted."""

from __future__ import annotations

from pathlib import Path

PACK = """\
format = 1
id = "sample"
version = "1.0.0"
title = { en = "Sample" }
years = [2017, 2021]
source = "invented"
source_year = 2017
confidence = "high"
licence = "CC-BY-4.0"
"""

DICTIONARY = """\
[tables]
household = { key = "household_id", area = "village_code" }
person = { key = "person_id", parent = "household" }
loan = { key = "loan_id", parent = "household" }

[household]
water = { type = "yes_no", missing = ["dk", "9"] }
roof = { type = "yes_no" }
tenure = { type = "choice", answers = { own = "ของตนเอง", rent = "เช่า", free = "อยู่ฟรี" }, missing = ["dk"] }
sources = { type = "choices", answers = { tap = "ประปา", well = "บ่อ", rain = "ฝน" }, missing = ["dk"] }
rooms = { type = "whole", min = 0, max = 40, missing = ["99"] }
land = { type = "decimal", places = 2, min = 0, max = 1000 }
since = { type = "date" }
seen = { type = "yes_no", blank = "no" }
members = { type = "whole", count = "person" }
children = { type = "whole", count = "person", where = "age < 15" }
owed = { type = "whole", sum = "loan.amount" }
any_ill = { type = "yes_no", any = "person", where = "ill = yes" }
all_ill = { type = "yes_no", all = "person", where = "ill = yes" }

[person]
age = { type = "whole", min = 0, max = 120, missing = ["999"] }
ill = { type = "yes_no", missing = ["dk"] }

[loan]
amount = { type = "whole", min = 0, max = 1000000 }
"""

EXAMPLE = '''
[[example]]
title = "one household that said nothing"
household = """
| household_id |
| h1 |
"""
expect = """
| scale |
| 1 |
"""
'''

SHARE = """\
code = "a1"
title = { en = "Water" }
kind = "share"
unit = "household"
direction = "higher is better"
disclosure = "ordinary"
passes = "water = yes"
"""


def write_pack(
    folder: Path,
    indicator: str = SHARE,
    *,
    dictionary: str = DICTIONARY,
    pack: str = PACK,
    example: str = EXAMPLE,
) -> Path:
    """A pack of one indicator; the example is added unless the text has one of its own."""
    (folder / "indicators").mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(pack, encoding="utf-8")
    (folder / "dictionary.toml").write_text(dictionary, encoding="utf-8")
    text = indicator if "[[example]]" in indicator else indicator + example
    (folder / "indicators" / "a1.toml").write_text(text, encoding="utf-8")
    return folder


def share(passes: str, applies: str = "", more: str = "") -> str:
    """A share of households."""
    lines = SHARE.replace('"water = yes"', f'"{passes}"')
    return lines + (f'applies = "{applies}"\n' if applies else "") + more
