"""DuckDB against the plain second engine, on rows and conditions that Hypothesis invents."""

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sarnkit.engine import compute, load_pack
from sarnkit.engine.tests import reference
from sarnkit.engine.tests.packs import SHARE, share, write_pack

YES_NO = st.sampled_from(
    ["yes", "no", "YES", "1", "0", "1.0", "true", "False", "dk", "9", "9.0", "NA", ".", "", None]
)
PLAIN_YES_NO = st.sampled_from(["yes", "no", "", None])
HOUSEHOLD = st.fixed_dictionaries(
    {
        "village_code": st.sampled_from(["v1", "v2"]),
        "water": YES_NO,
        "roof": PLAIN_YES_NO,
        "tenure": st.sampled_from(["own", "RENT", "free ", "dk", "", None]),
        "sources": st.sampled_from(["tap", "well rain", "tap  well", "dk", "", None]),
        "rooms": st.sampled_from(["0", "1", "2", "03", "4.0", "40", "99", "99.0", "", None]),
        "land": st.sampled_from(["0", "2.5", "2.49", "2.50", "1000", ".5", "", None]),
        "since": st.sampled_from(["2018-01-31", "2018-02-01", "2017-12-31", "", None]),
        "seen": st.sampled_from(["yes", "no", "", None]),
    }
)
PERSON = st.fixed_dictionaries(
    {
        "of": st.integers(0, 9),
        "age": st.sampled_from(["0", "5", "6", "14", "15", "59", "60", "999", "", None]),
        "ill": st.sampled_from(["yes", "no", "dk", "", None]),
    }
)
LOAN = st.fixed_dictionaries(
    {"of": st.integers(0, 9), "amount": st.sampled_from(["0", "100", "5000", "", None])}
)
QUESTIONS = [
    "water = yes",
    "NOT water",
    "water = no OR roof = yes",
    "water AND NOT roof",
    "NOT (water OR roof) AND rooms >= 2",
    "rooms BETWEEN 1 AND 3",
    "rooms NOT IN (1, 2)",
    "rooms + 1 > 2 * rooms - 1",
    "land >= 2.5",
    "land * 2 <= rooms",
    "tenure IN ('own', 'free')",
    "tenure <> 'rent'",
    "selected(sources, 'well')",
    "since < '2018-02-01'",
    "since IS NOT NULL AND since >= '2018-01-31'",
    "seen = no",
    "rooms IS NULL OR water = yes",
    "members > 1",
    "children < 2",
    "owed <= 5000",
    "any_ill = no",
    "all_ill",
    "owed * 3 > members * 1000 AND water <> no",
    "water = roof",
    "-rooms < -1",
]
LIVE = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def tables(households, persons, loans):
    """Rows with their keys; children are spread over the households there are."""
    homes = [{"household_id": f"h{i}", **row} for i, row in enumerate(households)]

    def below(name, rows):
        return [
            {f"{name}_id": f"{name}{i}", "household_id": homes[row["of"] % len(homes)]["household_id"], **row}
            for i, row in enumerate(rows)
        ]

    return {"household": homes, "person": below("person", persons), "loan": below("loan", loans)}


def arrow(rows, columns):
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in columns})


COLUMNS = {
    "household": (
        "household_id",
        "village_code",
        "water",
        "roof",
        "tenure",
        "sources",
        "rooms",
        "land",
        "since",
        "seen",
    ),
    "person": ("person_id", "household_id", "age", "ill"),
    "loan": ("loan_id", "household_id", "amount"),
}
DATA = st.tuples(
    st.lists(HOUSEHOLD, min_size=1, max_size=6), st.lists(PERSON, max_size=8), st.lists(LOAN, max_size=5)
)


def agree(folder, data, engine):
    """Compare every cell of the lowest areas, then the sums above them."""
    pack = load_pack(folder)
    rows = tables(*data)
    given = {name: arrow(rows[name], COLUMNS[name]) for name in COLUMNS}
    result = compute(pack, given, areas={"v1": "t", "v2": "t", "t": None}, year=2018, connection=engine)
    expected = reference.cells(pack, pack.indicators["a1"], rows, 2018)
    found = {
        (cell.part, cell.area): (cell.num, cell.den, cell.eligible, cell.missing, cell.unclear, cell.base)
        for cell in result.cells
    }
    assert {key: count for key, count in found.items() if key[1] != "t"} == expected
    for part in {part for part, _ in expected}:
        villages = [count for (each, _), count in expected.items() if each == part]
        assert found[part, "t"] == tuple(map(sum, zip(*villages, strict=True)))


@pytest.mark.parametrize("passes", QUESTIONS)
@LIVE
@given(data=DATA)
def test_share(passes, data, engine, tmp_path_factory):
    agree(write_pack(tmp_path_factory.mktemp("p"), share(passes)), data, engine)


@pytest.mark.parametrize("applies", ["roof", "rooms >= 2 OR water", "tenure = 'own'"])
@LIVE
@given(data=DATA)
def test_share_that_does_not_apply_to_all(applies, data, engine, tmp_path_factory):
    agree(write_pack(tmp_path_factory.mktemp("p"), share("water = yes", applies)), data, engine)


@LIVE
@given(data=DATA)
def test_share_counted_by_members(data, engine, tmp_path_factory):
    agree(
        write_pack(tmp_path_factory.mktemp("p"), share("water = yes", "roof", 'count_as = "members"\n')),
        data,
        engine,
    )


ALL_OF = SHARE.replace('"share"', '"all_of"').replace('passes = "water = yes"\n', "")


@pytest.mark.parametrize(
    "items",
    [
        ('passes = "water"', 'passes = "roof"'),
        ('passes = "water"\napplies = "rooms > 1"', 'passes = "roof"\napplies = "tenure = \'own\'"'),
        ('passes = "water"', 'passes = "roof"\napplies = "rooms > 1"'),
    ],
)
@pytest.mark.parametrize("applies", ["", 'applies = "seen = yes"\n', 'applies = "land > 1"\n'])
@LIVE
@given(data=DATA)
def test_all_of(items, applies, data, engine, tmp_path_factory):
    drawn = "".join(
        f'[[item]]\ncode = "i{i}"\ntitle = {{ en = "i" }}\n{item}\n' for i, item in enumerate(items)
    )
    agree(write_pack(tmp_path_factory.mktemp("p"), ALL_OF + applies + drawn), data, engine)


ALL_MEMBERS = SHARE.replace('"share"', '"all_members"').replace('passes = "water = yes"\n', "")


@pytest.mark.parametrize(
    "members",
    [
        'applies = "age BETWEEN 6 AND 14"\npasses = "ill = no"',
        'passes = "ill = no"',
        'applies = "age >= 15 AND water"\npasses = "ill = no OR roof"',
        'applies = "members > 1"\npasses = "age > 5"',
    ],
)
@pytest.mark.parametrize("applies", ["", 'applies = "roof"\n'])
@LIVE
@given(data=DATA)
def test_all_members(members, applies, data, engine, tmp_path_factory):
    drawn = f'{applies}[members]\ntable = "person"\n{members}\n'
    agree(write_pack(tmp_path_factory.mktemp("p"), ALL_MEMBERS + drawn), data, engine)


@LIVE
@given(data=DATA)
def test_a_share_of_people(data, engine, tmp_path_factory):
    people = share("ill = no AND water = yes", "age >= 15").replace('"household"', '"person"')
    drawn = '\n[[example]]\ntitle = "one"\nperson = """\n| person_id |\n| p1 |\n"""\nexpect = """\n| scale |\n| 1 |\n"""\n'
    if not data[1]:
        return
    folder = write_pack(tmp_path_factory.mktemp("p"), people + drawn)
    pack = load_pack(folder)
    rows = tables(*data)
    given_tables = {name: arrow(rows[name], COLUMNS[name]) for name in COLUMNS}
    result = compute(pack, given_tables, areas={"v1": None, "v2": None}, year=2018, connection=engine)
    found = {
        (cell.part, cell.area): (cell.num, cell.den, cell.eligible, cell.missing, cell.unclear, cell.base)
        for cell in result.cells
    }
    assert found == reference.cells(pack, pack.indicators["a1"], rows, 2018)


def test_the_control_a_careless_second_engine_is_noticed(engine, tmp_path, monkeypatch):
    """One that takes «not known» for no must disagree, or the comparison proves nothing."""
    home = {"village_code": "v1", "water": "dk", "roof": "no", "tenure": None, "sources": None}
    data = ([{**home, "rooms": None, "land": None, "since": None, "seen": None}], [], [])
    folder = write_pack(tmp_path, share("water OR roof"))
    agree(folder, data, engine)
    monkeypatch.setattr(reference, "or_", lambda values: any(value is True for value in values))
    with pytest.raises(AssertionError):
        agree(folder, data, engine)
