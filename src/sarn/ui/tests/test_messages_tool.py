from __future__ import annotations

import gettext
import io

import pytest

from tools.messages import (
    Entry,
    Text,
    compile_mo,
    faults,
    in_python,
    in_template,
    main,
    merge,
    read_po,
    write_po,
)

PYTHON = """
_("Households")
gettext("The round %(code)s " "is open")
pgettext("status", "Open")
ngettext("%(n)s house", "%(n)s houses", n)
gettext(label)
SARN_MENU = [("Front page", "portal:front")]
"""
TEMPLATE = """{% load i18n %}{% translate "Sign in" %}{% trans "Areas" context "menu" %}
{% blocktranslate with a=b trimmed %}
  Hello {{ a }}
{% endblocktranslate %}{{ x|default:_("None (yet)") }}{# translators #} gettext is a word here
{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"""


def test_texts_are_found_in_python():
    assert set(in_python(PYTHON)) == {
        Text("Households"),
        Text("The round %(code)s is open"),
        Text("Open", "status"),
        Text("%(n)s house", plural="%(n)s houses"),
        Text("Front page"),
    }


def test_texts_are_found_in_templates():
    assert set(in_template(TEMPLATE)) == {
        Text("Sign in"),
        Text("Areas", "menu"),
        Text("Hello %(a)s"),
        Text("None (yet)"),
        Text("%(n)s day", plural="%(n)s days"),
    }


ENTRIES = [
    Entry(Text("Households"), "ครัวเรือน"),
    Entry(Text("Open", "status"), 'เปิด "อยู่"\n'),
    Entry(Text("%(n)s day", plural="%(n)s days"), "%(n)s วัน"),
    Entry(Text("Sign In"), "เข้าสู่ระบบ", ["#. library"]),
]


def test_a_catalogue_survives_writing_and_reading():
    assert read_po(write_po(ENTRIES)) == sorted(ENTRIES, key=lambda entry: entry.text)


def test_python_reads_the_compiled_catalogue():
    compiled = gettext.GNUTranslations(io.BytesIO(compile_mo(ENTRIES)))
    assert compiled.gettext("Households") == "ครัวเรือน"
    assert compiled.pgettext("status", "Open") == 'เปิด "อยู่"\n'
    assert compiled.gettext("Open") == "Open"
    assert compiled.ngettext("%(n)s day", "%(n)s days", 3) == "%(n)s วัน"


def test_a_complete_catalogue_has_no_faults():
    found = {entry.text: "x.py" for entry in ENTRIES if not entry.borrowed}
    assert faults(found, ENTRIES) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (Entry(Text("Gone"), "หายไป"), "obsolete"),
        (Entry(Text("Households"), " "), "empty"),
        (Entry(Text("Households"), "ครัวเรือน", ["#, fuzzy"]), "fuzzy"),
        (Entry(Text("Households"), "ครัวเรือน %(n)s"), "parameters"),
        (Entry(Text("Other"), "อื่น", ["#. library"]), "missing"),
    ],
)
def test_each_fault_is_named(entry, fault):
    found = {Text("Households"): "x.py"}
    sentences = faults(found, [entry] + [e for e in ENTRIES[:1] if fault == "obsolete"])
    assert [sentence.partition(":")[0] for sentence in sentences] == [fault]


def test_merging_takes_what_the_code_says_and_drops_what_it_no_longer_says():
    found = {Text("Open", "status"): "a.py", Text("Households"): "b.py"}
    lines = ["Open\tเปิดแล้ว", "Nowhere\tไม่มี", "# a comment", "Sign Out\tออกจากระบบ\tlibrary"]
    entries, left_out = merge(found, ENTRIES, lines)
    assert {entry.text: entry.thai for entry in entries} == {
        Text("Households"): "ครัวเรือน",
        Text("Open", "status"): "เปิดแล้ว",
        Text("Sign In"): "เข้าสู่ระบบ",
        Text("Sign Out"): "ออกจากระบบ",
    }
    assert len(left_out) == 1
    assert "Nowhere" in left_out[0]


def test_an_unreadable_catalogue_names_its_line():
    with pytest.raises(ValueError, match="line 2"):
        read_po('msgid "x"\nnonsense\n')


def test_the_command_fails_until_the_catalogue_is_complete(tmp_path, capsys):
    code = tmp_path / "src" / "sarn" / "a.py"
    code.parent.mkdir(parents=True)
    code.write_text('_("Households")\n', "utf-8")
    words = tmp_path / "words.tsv"
    words.write_text("Households\tครัวเรือน\n", "utf-8")
    assert main(["--check"], tmp_path) == 1
    assert "missing: 'Households'" in capsys.readouterr().err
    assert main(["--merge", str(words)], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    assert main(["--compile"], tmp_path) == 0
    assert (tmp_path / "locale" / "th" / "LC_MESSAGES" / "django.mo").stat().st_size > 100
