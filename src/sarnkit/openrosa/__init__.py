"""The ODK wire protocol in plain values: bytes in, dataclasses out, and back.

Knows nothing of Django or of a database. What a phone sends is read here (`read_multipart`,
`guard`, `read_submission`), what it asks for is written here (`form_list`, `manifest`, `response`),
and a form definition becomes a schema (`convert_xlsform`, `read_form`) by which answers become
typed rows (`extract`).
"""

from sarnkit.openrosa.derived import spread_personal
from sarnkit.openrosa.extract import Extracted, Row, extract, split_personal
from sarnkit.openrosa.form import read_form
from sarnkit.openrosa.formlist import (
    ACCEPT_LENGTH,
    CONTENT_TYPE,
    OPENROSA_HEADERS,
    FormEntry,
    MediaEntry,
    form_list,
    manifest,
    md5_hex,
    response,
)
from sarnkit.openrosa.guard import FORM, SUBMISSION, XmlLimits, guard
from sarnkit.openrosa.multipart import MULTIPART, MultipartLimits, read_multipart
from sarnkit.openrosa.parts import Part, Parts
from sarnkit.openrosa.schema import (
    AttachmentNeed,
    FieldSchema,
    FormSchema,
    GroupSchema,
    RepeatSchema,
    label,
    language_code,
)
from sarnkit.openrosa.settings_code import read_settings_code, settings_code
from sarnkit.openrosa.submission import SubmissionHead, read_submission
from sarnkit.openrosa.values import Value, read_value
from sarnkit.openrosa.xlsform import Conversion, convert_xlsform

__all__ = [
    "ACCEPT_LENGTH",
    "CONTENT_TYPE",
    "FORM",
    "MULTIPART",
    "OPENROSA_HEADERS",
    "SUBMISSION",
    "AttachmentNeed",
    "Conversion",
    "Extracted",
    "FieldSchema",
    "FormEntry",
    "FormSchema",
    "GroupSchema",
    "MediaEntry",
    "MultipartLimits",
    "Part",
    "Parts",
    "RepeatSchema",
    "Row",
    "SubmissionHead",
    "Value",
    "XmlLimits",
    "convert_xlsform",
    "extract",
    "form_list",
    "guard",
    "label",
    "language_code",
    "manifest",
    "md5_hex",
    "read_form",
    "read_multipart",
    "read_settings_code",
    "read_submission",
    "read_value",
    "response",
    "settings_code",
    "split_personal",
    "spread_personal",
]
