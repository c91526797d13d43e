"""Every refusal of Sarn: a stable code, its parameters, and one sentence in Thai and in English.

A sentence says what is wrong, where, and what to do. Programs match on the code; people read the
sentence. Subjects keep their entries in a module each; a code is used once in the whole house.

    raise Problem("form.unknown-type", sheet="survey", row=7, given="texxt")
"""

from sarnkit.problems._catalogue import CATALOGUE
from sarnkit.problems._entry import Entry
from sarnkit.problems._problem import Problem

__all__ = ["CATALOGUE", "Entry", "Problem"]
