"""An indicator in plain sentences, and the query that counts it."""

from __future__ import annotations

from collections.abc import Mapping

from sarnkit import thai
from sarnkit.engine._compute import threshold_units
from sarnkit.engine._connections import connect
from sarnkit.engine._definitions import Indicator, Pack, Provenance
from sarnkit.engine._frames import Frames
from sarnkit.engine._identity import plain
from sarnkit.engine._packs import find_indicator, needed_tables
from sarnkit.engine._plan import UnitPlan
from sarnkit.engine._program import fields_read
from sarnkit.engine._reading import typed_schema
from sarnkit.engine._words import Words, text_in

_TEXTS: Mapping[str, Mapping[str, str]] = {
    "th": {
        "household": "ครัวเรือน",
        "person": "คน",
        "village": "หมู่บ้าน",
        "share": "นับ{unit}ที่: {passes}",
        "all_members": "{unit}ผ่านเมื่อสมาชิกทุกคนที่เกี่ยวข้องผ่าน คือ: {passes}",
        "all_of": "{unit}ผ่านเมื่อผ่านครบทุกข้อ:",
        "item": "  {code}. {title}: {passes}",
        "among": "ในบรรดา{unit}ที่: {applies}",
        "among_members": "สมาชิกที่เกี่ยวข้องคือ: {applies} ({unit}ที่ไม่มีคนเช่นนี้ไม่นับ)",
        "everyone": "ในบรรดา{unit}ทั้งหมดที่ตอบ",
        "missing": "{unit}ที่ไม่ทราบคำตอบไม่อยู่ในตัวหาร แต่แสดงจำนวนไว้",
        "threshold": "เกณฑ์ {name} = {value} สำหรับข้อมูลปี {first}–{last} ({source}; ความมั่นใจ: {confidence})",
        "target": "เป้าหมายปี {year}: {bound} ({source}; ความมั่นใจ: {confidence})",
        "at_least": "อย่างน้อย {value}",
        "at_most": "ไม่เกิน {value}",
        "source": "ที่มา: {source} ({year}; ความมั่นใจ: {confidence})",
        "high": "สูง",
        "medium": "ปานกลาง",
        "low": "ต่ำ ควรตรวจสอบ",
        "sql": "คำสั่งที่ใช้นับ (SQL):",
    },
    "en": {
        "household": "households",
        "person": "people",
        "village": "villages",
        "share": "Counts {unit} where: {passes}",
        "all_members": "Of {unit}, those pass whose members concerned all pass, that is: {passes}",
        "all_of": "Of {unit}, those pass that pass every one of:",
        "item": "  {code}. {title}: {passes}",
        "among": "among {unit} where: {applies}",
        "among_members": "members concerned are those where: {applies} ({unit} without any are not counted)",
        "everyone": "among all {unit} that answered",
        "missing": "Of {unit}, those whose answer is not known are left out of the denominator; their number is shown.",
        "threshold": "The line {name} = {value} for reference years {first}–{last} ({source}; confidence: {confidence})",
        "target": "Target for {year}: {bound} ({source}; confidence: {confidence})",
        "at_least": "at least {value}",
        "at_most": "at most {value}",
        "source": "Source: {source} ({year}; confidence: {confidence})",
        "high": "high",
        "medium": "medium",
        "low": "low, to be verified",
        "sql": "The query that counts it (SQL):",
    },
}


def explain(pack: Pack, code: str, language: str = "th", *, sql: bool = True) -> str:
    """What an indicator counts, among whom, by which lines and from which source; then its SQL.

    The SQL is that of the engine's own plan over typed tables; with `sql=False` only the sentences are
    made, and no engine is imported. Thresholds in the SQL are those of the pack's last year.
    Raises `engine.unknown-indicator`.
    """
    indicator = find_indicator(pack, code)
    lines = [text_in(indicator.title, language), *_sentences(pack, indicator, language)]
    if sql:
        lines += ["", _TEXTS[_key(language)]["sql"], query(pack, indicator)]
    return "\n".join(lines)


def query(pack: Pack, indicator: Indicator) -> str:
    """The SQL that counts an indicator per area, over tables whose cells are already typed."""
    connection = connect()
    try:
        names = fields_read(pack, [indicator])
        typed = {}
        for table in needed_tables(indicator, pack.dictionary):
            fields = [pack.dictionary.fields[name] for name in sorted(names)]
            own = [field for field in fields if field.table == table and field.derivation is None]
            schema = typed_schema(connection.ibis, pack.dictionary.tables[table], own)
            typed[table] = connection.ibis.table(schema, name=table)
        frames = Frames(connection.ibis, pack.dictionary, typed)
        thresholds = {indicator.code: threshold_units(indicator, pack.years[1])}
        plan = UnitPlan(connection.ibis, frames, indicator.unit, [indicator], thresholds)
        return str(connection.ibis.to_sql(plan.totals(), dialect=connection.dialect))
    finally:
        connection.close()


def _key(language: str) -> str:
    return "th" if language == "th" else "en"


def _sentences(pack: Pack, indicator: Indicator, language: str) -> list[str]:
    say = _TEXTS[_key(language)]
    words = Words(pack.dictionary, indicator, language)
    unit = say[indicator.unit]
    passes = indicator.members.passes if indicator.members else indicator.passes
    lines = [say[indicator.kind].format(unit=unit, passes=words.of(passes) if passes else "")]
    for item in indicator.items:
        phrase = words.of(item.passes)
        if item.applies is not None:
            phrase += " · " + say["among"].format(unit=unit, applies=words.of(item.applies))
        lines.append(say["item"].format(code=item.code, title=text_in(item.title, language), passes=phrase))
    if indicator.members and indicator.members.applies is not None:
        lines.append(say["among_members"].format(unit=unit, applies=words.of(indicator.members.applies)))
    if indicator.applies is not None:
        lines.append(say["among"].format(unit=unit, applies=words.of(indicator.applies)))
    elif not indicator.members:
        lines.append(say["everyone"].format(unit=unit))
    lines.append(say["missing"].format(unit=unit))
    lines += _numbers(indicator, language)
    if indicator.note:
        lines.append(text_in(indicator.note, language))
    source = indicator.provenance
    return [
        *lines,
        say["source"].format(
            source=source.source, year=_year(source.source_year, language), confidence=say[source.confidence]
        ),
    ]


def _numbers(indicator: Indicator, language: str) -> list[str]:
    """Thresholds and targets, each with its source and how sure it is."""
    say = _TEXTS[_key(language)]

    def sourced(provenance: Provenance) -> dict[str, str]:
        return {"source": provenance.source, "confidence": say[provenance.confidence]}

    lines = [
        say["threshold"].format(
            name=each.name,
            value=_grouped(plain(each.value)),
            first=_year(each.years[0], language),
            last=_year(each.years[1], language),
            **sourced(each.provenance),
        )
        for each in indicator.thresholds
    ]
    for target in indicator.targets:
        word, bound = (
            ("at_least", target.at_least) if target.at_least is not None else ("at_most", target.at_most)
        )
        percent = f"{float((bound or 0) * 100):g}%"
        year = _year(target.year, language)
        lines.append(
            say["target"].format(
                year=year, bound=say[word].format(value=percent), **sourced(target.provenance)
            )
        )
    return lines


def _grouped(number: str) -> str:
    whole, point, fraction = number.partition(".")
    return f"{int(whole):,}{point}{fraction}"


def _year(year: int, language: str) -> str:
    return str(thai.be(year)) if language == "th" else str(year)
