"""Plugins for every test of the house."""

pytest_plugins = ["sarn.audit.tests.flushing"]
