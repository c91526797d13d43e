"""Wiring: settings, URLs, the web entry point, the sarn command."""
