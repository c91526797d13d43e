"""Small documents that the tests of this package share; every name in them is invented."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

BOUNDARY = "----Sarn7f3a"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY}"

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
  xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
  xmlns:odk="http://www.opendatakit.org/xforms" xmlns:sarn="https://sarn.example/xforms">
 <h:head><h:title>สำรวจบ้าน</h:title><model>
  <itext>
   <translation lang="ไทย (th)" default="true()">
    <text id="/data/home/water:label"><value>น้ำพอใช้ไหม</value></text>
    <text id="water-0"><value>พอ</value></text><text id="water-1"><value>ไม่พอ</value></text>
    <text id="/data/member/name:label"><value>ชื่อ</value><value form="audio">jr://audio/name.mp3</value></text>
   </translation>
   <translation lang="English (en)">
    <text id="/data/home/water:label"><value>Enough water?</value></text>
    <text id="water-0"><value>Yes</value></text><text id="water-1"><value>No</value></text>
    <text id="/data/member/name:label"><value>Name</value></text>
   </translation>
  </itext>
  <instance><data id="home" version="3">
   <deviceid/><start/>
   <home><village/><water/><place/><photo/><outcome/></home>
   <member jr:template=""><name/><age/><income/><born/><skills/>
    <loan jr:template=""><amount/></loan></member>
   <member><name/><age/><income/><born/><skills/><loan><amount/></loan></member>
   <orx:meta><orx:instanceID/><orx:instanceName/></orx:meta>
  </data></instance>
  <instance id="water"><root>
   <item><itextId>water-0</itextId><name>yes</name></item>
   <item><itextId>water-1</itextId><name>no</name></item></root></instance>
  <instance id="villages" src="jr://file-csv/villages.csv"/>
  <bind nodeset="/data/deviceid" type="string" jr:preload="property" jr:preloadParams="deviceid"/>
  <bind nodeset="/data/start" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
  <bind nodeset="/data/home/village" type="string" required="true()" sarn:role="village"/>
  <bind nodeset="/data/home/water" type="string"/>
  <bind nodeset="/data/home/place" type="geopoint"/>
  <bind nodeset="/data/home/photo" type="binary" sarn:personal="no"/>
  <bind nodeset="/data/home/outcome" type="string" calculate="'answered'" sarn:role="visit.outcome"/>
  <bind nodeset="/data/member/name" type="string" sarn:personal="person.name"/>
  <bind nodeset="/data/member/age" type="int" relevant="/data/home/water = 'yes'"/>
  <bind nodeset="/data/member/income" type="decimal"/>
  <bind nodeset="/data/member/born" type="date" sarn:personal="person.birth_date"/>
  <bind nodeset="/data/member/loan/amount" type="int"/>
  <bind nodeset="/data/orx:meta/orx:instanceID" type="string" readonly="true()" jr:preload="uid"/>
 </model></h:head>
 <h:body>
  <group ref="/data/home"><label>บ้าน</label>
   <select1 ref="/data/home/village"><label>หมู่บ้าน</label>
    <itemset nodeset="instance('villages')/root/item[tambon='990101']"><value ref="name"/><label ref="label"/></itemset></select1>
   <select1 ref="/data/home/water" appearance="minimal"><label ref="jr:itext('/data/home/water:label')"/>
    <itemset nodeset="randomize(instance('water')/root/item)"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
   <input ref="/data/home/place"><label>พิกัด</label></input>
   <upload ref="/data/home/photo" mediatype="image/*"><label>ภาพ</label></upload>
  </group>
  <group ref="/data/member"><label>สมาชิก</label><repeat nodeset="/data/member">
   <input ref="/data/member/name"><label ref="jr:itext('/data/member/name:label')"/></input>
   <input ref="/data/member/age"><label>อายุของ <output value="/data/member/name"/></label></input>
   <input ref="/data/member/income"><label>รายได้</label></input>
   <input ref="/data/member/born"><label>วันเกิด</label></input>
   <select ref="/data/member/skills"><label>ถนัด</label>
    <item><label>ทอผ้า</label><value>weave</value></item>
    <item><label>ทำนา</label><value>rice</value></item></select>
   <group ref="/data/member/loan"><repeat nodeset="/data/member/loan">
    <input ref="/data/member/loan/amount"><label>หนี้</label></input></repeat></group>
  </repeat></group>
 </h:body></h:html>""".encode()


def submission(body: str = "", *, form: str = "home", version: str = "3", meta: str | None = None) -> bytes:
    """A submission of `FORM`."""
    if meta is None:
        meta = "<meta><instanceID>uuid:11111111-2222-4333-8444-555555555555</instanceID></meta>"
    return f'<data id="{form}" version="{version}">{body}{meta}</data>'.encode()


def part(headers: str, content: bytes) -> bytes:
    """One part with its boundary line, without the line end after its content."""
    return f"--{BOUNDARY}\r\n{headers}\r\n\r\n".encode() + content


def disposition(name: str, filename: str | None = None) -> str:
    """A Content-Disposition line as OkHttp and browsers write it."""
    tail = "" if filename is None else f'; filename="{filename}"'
    return f'Content-Disposition: form-data; name="{name}"{tail}'


def xml_part(content: bytes | None = None) -> bytes:
    """The part with the answers."""
    headers = disposition("xml_submission_file", "บ้าน.xml") + "\r\nContent-Type: text/xml"
    return part(headers, submission() if content is None else content)


def body(*parts: bytes) -> bytes:
    """A whole request body."""
    return b"\r\n".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def workbook(
    survey: Sequence[Sequence[object]],
    choices: Sequence[Sequence[object]] = (),
    settings: Sequence[Sequence[object]] = (("form_id", "version"), ("sample", "1")),
) -> bytes:
    """An .xlsx with the sheets of an XLSForm."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in survey:
        sheet.append(list(row))
    for title, rows in (("choices", choices), ("settings", settings)):
        if rows:
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
