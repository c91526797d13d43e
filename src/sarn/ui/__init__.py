"""The base page, components, styles and fonts."""
