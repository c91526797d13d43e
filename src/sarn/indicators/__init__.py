"""Packs, runs, evidence cells and their release."""
