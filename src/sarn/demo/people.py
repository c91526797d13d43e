"""Who signs in to the demo, and as what (`notes` of the tambon: one head a village, one officer each)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from sarn.accounts import people as accounts
from sarn.accounts import roles
from sarn.accounts.models import User
from sarn.areas.models import Area
from sarn.demo.tambon import PROVINCE, TAMBON, practice, villages

# Printed on purpose: everything behind it is invented.
PASSWORD = "huai-satit-2569"
BY = "system:demo"


@dataclass(frozen=True)
class Person:
    """A sign-in name, the name shown, and one role in one area."""

    login: str
    name_th: str
    role: str
    area: str


def people() -> Iterator[Person]:
    """Everyone, the heads of the fourteen villages among them."""
    yield Person("aso4", "อาสาเก็บข้อมูล ม.4", "volunteer", f"{TAMBON}04")
    for one in villages():
        yield Person(f"head{one.number}", f"ผู้ใหญ่บ้าน ม.{one.number}", "village_head", one.code)
    yield Person("plan1", "นักวิเคราะห์นโยบายและแผน อบต.ห้วยสาธิต", "tambon_officer", TAMBON)
    yield Person("edit1", "บรรณาธิการข่าวตำบลห้วยสาธิต", "editor", TAMBON)
    yield Person("try1", "ผู้ใหญ่บ้าน บ้านลองทำ", "village_head", practice().village.code)
    yield Person("cd1", "พัฒนากรอำเภอเมืองสาธิต", "cd_officer", TAMBON[:4])
    yield Person("pao1", "อบจ.สาธิต", "pao_officer", PROVINCE)
    yield Person("eval1", "ผู้ประเมิน", "evaluator", PROVINCE)
    yield Person("sec1", "เลขานุการคณะทำงาน", "secretary", PROVINCE)
    yield Person("admin1", "ผู้ดูแลระบบ", "admin", "TH")


def sign_up() -> int:
    """Make the people and roles that are missing; return how many people were made."""
    made = 0
    for one in people():
        area = Area.objects.get_current(one.area)
        with transaction.atomic():
            user = User.objects.filter(username=one.login).first()
            if user is None:
                user, _ = accounts.add(name=one.login, role=one.role, area=area, by=BY, password=PASSWORD)
                user.first_name = one.name_th
                user.save(update_fields=["first_name"])
                made += 1
            else:
                roles.grant(user=user, role=one.role, area=area, by=BY)
    return made
