"""Houses, households, the people in them, and every answer tagged personal.

Personal data lives here and nowhere else: records and the lake carry pseudonyms made by
`registry.keys`. House, household and residence are three things: a house is a place with a number,
a household is who keeps house there for a time, a residence ties a person to a household for a time.
"""
