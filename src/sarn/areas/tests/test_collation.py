"""Names sort as in a Thai dictionary, whatever the database's own order is."""

from __future__ import annotations

import random

import pytest
from django.db import connection

from sarnkit.thai import collation_key

pytestmark = [pytest.mark.storage, pytest.mark.django_db]

# In dictionary order: the vowel written first is read after its consonant.
NAMES = [
    "กระบี่", "กาญจนบุรี", "กำแพงเพชร", "เกาะ", "แก่งคอย", "ขอนแก่น", "เขาใหญ่", "ชลบุรี", "ชัยนาท",
    "เชียงราย", "เชียงใหม่", "ตราด", "เนินเล็ก", "น้ำใส", "ปทุมธานี", "แพร่", "โพธิ์ทอง", "หนองน้ำใส",
    "ห้วยสาธิต", "ไหล่หิน",
]  # fmt: skip


def test_our_key_and_the_database_agree():
    mixed = random.Random(7).sample(NAMES, len(NAMES))
    ours = sorted(mixed, key=collation_key)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute('SELECT n FROM unnest(%s::text[]) AS n ORDER BY n COLLATE "th-x-icu"', [mixed])
            assert ours == [name for (name,) in cursor.fetchall()]
    assert ours.index("เกาะ") < ours.index("ชลบุรี")


def test_the_order_of_bytes_is_not_it():
    """Control: what a database without Thai rules would give."""
    assert sorted(NAMES) != sorted(NAMES, key=collation_key)
