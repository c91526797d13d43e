"""An invented tambon for tests of any app: จังหวัดสาธิต, code 99."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sarn.areas.models import Area

FROM = datetime.date(2020, 1, 1)


def make_area(
    code: str, level: str, parent: Area | None, name_th: str, *, kind: str = "", number: int | None = None,
    valid_from: datetime.date = FROM, name_en: str = "",
) -> Area:  # fmt: skip
    """One area below its parent."""
    return Area.objects.create(
        code=code,
        level=level,
        kind=kind or level,
        name_th=name_th,
        name_en=name_en,
        number=number,
        parent=parent,
        path=f"{parent.path if parent else ''}{code}.",
        valid_from=valid_from,
    )


@dataclass(frozen=True)
class Tambons:
    """Two tambons of two villages each; the second is the sibling of the first."""

    country: Area
    cluster: Area
    province: Area
    amphoe: Area
    tambon: Area
    villages: tuple[Area, Area]
    other_tambon: Area
    other_villages: tuple[Area, Area]


def make_tambon() -> Tambons:
    """Country → cluster → province → amphoe → two tambons with two villages each."""
    country = make_area("TH", "country", None, "ประเทศไทย", name_en="Thailand")
    cluster = make_area("C18", "cluster", country, "กลุ่มจังหวัดสาธิต", name_en="Satit cluster")
    province = make_area("99", "province", cluster, "สาธิต", name_en="Satit")
    amphoe = make_area("9901", "amphoe", province, "เมืองสาธิต", name_en="Mueang Satit")
    first = make_area("990101", "tambon", amphoe, "ห้วยสาธิต", name_en="Huai Satit")
    second = make_area("990102", "tambon", amphoe, "เขาสาธิต", name_en="Khao Satit")
    return Tambons(
        country,
        cluster,
        province,
        amphoe,
        first,
        (
            make_area("99010104", "village", first, "หนองน้ำใส", number=4, name_en="Ban Nong Nam Sai"),
            make_area("99010109", "village", first, "เนินเล็ก", number=9, name_en="Ban Noen Lek"),
        ),
        second,
        (
            make_area("99010201", "village", second, "เขาหนึ่ง", number=1),
            make_area("99010202", "village", second, "เขาสอง", number=2),
        ),
    )
