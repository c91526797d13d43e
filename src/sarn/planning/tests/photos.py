"""Photos as phones make them, for tests: with the place and the day inside."""

from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

MAKER = "TelefonMaker"


def photo(name: str = "IMG_1.jpg", colour: str = "green") -> SimpleUploadedFile:
    """A JPEG that says where and by what it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = MAKER
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (15.0, 14.0, 13.0)
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def no_photo() -> SimpleUploadedFile:
    """A program that calls itself a photo."""
    return SimpleUploadedFile("IMG_2.jpg", b"MZ\x90\x00" + b"x" * 200, content_type="image/jpeg")
