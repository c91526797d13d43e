"""The pages of planning, one module a subject."""
