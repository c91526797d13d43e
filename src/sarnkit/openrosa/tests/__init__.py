"""Tests of the wire protocol: bytes in, values or refusals out."""
