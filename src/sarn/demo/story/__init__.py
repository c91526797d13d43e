"""What ห้วยสาธิต did with its figures: issues, forums, projects, plans, money, work, news, in their order."""

from __future__ import annotations

from datetime import datetime

from sarn.demo.story import local_plan, neighbours, public, telling, well

CHAPTERS = (well.CHAPTER, neighbours.CHAPTER, local_plan.CHAPTER, public.CHAPTER)


def tell(until: datetime) -> int:
    """Do what is missing of the story before the moment; return how many steps that were."""
    return telling.tell((step for chapter in CHAPTERS for step in chapter.steps), until)
