import io

import pytest

from sarn.access.tests.scopes import everything
from sarn.areas.tests.factories import make_tambon
from sarn.registry import importing
from sarn.registry.models import Household

pytestmark = [pytest.mark.storage, pytest.mark.django_db]

LIST = """village,number,code,khum,households
{village},๑๒/๓,,,
{village},14,12345678901,,2
99999999,1,,,
{village},,,,
{village},15,,,many
"""


@pytest.fixture
def village():
    with everything():
        yield make_tambon().villages[0]


def bring(village):
    stream = io.StringIO(LIST.format(village=village.code))
    return importing.import_houses(importing.read_houses(stream), by="person:test")


def test_good_lines_come_in_and_bad_ones_are_named(village):
    report = bring(village)
    assert (report.houses, report.households) == (2, 3)
    assert [(line, problem.code) for line, problem in report.refused] == [
        (4, "registry.no-village"),
        (5, "registry.no-number"),
        (6, "registry.odd-households"),
    ]
    assert Household.objects.filter(area_path__within=village.path).count() == 3


def test_again_changes_nothing(village):
    bring(village)
    before = list(Household.objects.values_list("uid", flat=True).order_by("pk"))
    bring(village)
    assert list(Household.objects.values_list("uid", flat=True).order_by("pk")) == before
