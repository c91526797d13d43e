"""Refusals about running a node: settings, disk, database."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "operation.no-pg-dump",
        500,
        "สำรองฐานข้อมูลไม่ได้ เพราะเครื่องนี้ไม่มีคำสั่ง pg_dump ติดตั้งชุด postgresql-client แล้วสั่งใหม่",
        "The database cannot be backed up: this machine has no pg_dump. Install postgresql-client and run it again.",
    ),
    Entry(
        "operation.backup-failed",
        500,
        "สำรองฐานข้อมูลไม่สำเร็จ pg_dump ตอบว่า «{said}» ตรวจ DATABASE_URL แล้วสั่งใหม่",
        "The backup failed; pg_dump said «{said}». Check DATABASE_URL and run it again.",
    ),
    Entry(
        "operation.old-sqlite",
        500,
        "SQLite รุ่น {found} มีข้อบกพร่องที่ทำให้ข้อมูลเสียได้ ต้องใช้รุ่น {needed} ขึ้นไป ติดตั้งชุด pysqlite3 ตาม requirements/base.txt",
        "SQLite {found} has a fault that can damage data; {needed} or newer is needed. Install pysqlite3 as in requirements/base.txt.",
    ),
    Entry(
        "operation.unsafe-sqlite",
        500,
        "ฐานข้อมูลตั้งค่า {setting} เป็น {found} ต้องเป็น {needed} ไม่เช่นนั้นไฟดับแล้วข้อมูลหาย แก้ที่ sarn/config/databases.py",
        "The database has {setting} = {found}; it must be {needed}, or a power cut loses data. Mend sarn/config/databases.py.",
    ),
    Entry(
        "operation.disk-nearly-full",
        503,
        "พื้นที่เก็บข้อมูลเหลือ {percent} % ลบหรือย้ายไฟล์ที่ไม่ใช้ หรือเพิ่มดิสก์",
        "Only {percent} % of the disk is free. Delete or move unused files, or add a disk.",
    ),
)
