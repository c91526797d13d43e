"""What becomes of a news report and of an event, and who moves it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sarn.portal import events, news
from sarn.workflow.needs import REASON
from sarn.workflow.tables import Follow, Move, State, Table, register

# Whoever may write news in an area (access.policy); only an editor lets it out.
_WRITERS = ("volunteer", "village_head", "tambon_officer", "cd_officer", "secretary", "editor")
_EDITOR = ("editor",)
# Those who invite people themselves.
_HOSTS = ("village_head", "tambon_officer", "cd_officer", "secretary", "editor")

NEWS = register(
    Table(
        kind="news",
        label=_("news report"),
        states=(
            State("draft", _("Draft")),
            State("submitted", _("Waits for the editor")),
            State("published", _("Published"), opened=True),
            State("archived", _("Put away"), ended=True),
        ),
        moves=(
            Move(
                "submit",
                _("Send to the editor"),
                ("draft",),
                "submitted",
                roles=_WRITERS,
                needs=(news.AUTHOR,),
            ),
            Move(
                "take-back",
                _("Take back to change it"),
                ("submitted",),
                "draft",
                roles=_WRITERS,
                needs=(news.AUTHOR,),
            ),
            Move(
                "publish",
                _("Publish it"),
                ("submitted",),
                "published",
                roles=_EDITOR,
                needs=(news.FOUR_EYES,),
                follows=(Follow(_("everybody reads it; it goes out in the feeds"), news.note_publication),),
            ),
            Move(
                "return",
                _("Return it to its author"),
                ("submitted",),
                "draft",
                roles=_EDITOR,
                takes=("reason",),
                needs=(REASON,),
                follows=(Follow(_("the author reads the reason"), news.keep_reason),),
            ),
            Move(
                "correct",
                _("Correct it"),
                ("published",),
                "published",
                roles=_EDITOR,
                takes=(*news.TEXTS, "correction"),
                needs=(news.FOUR_EYES, news.CORRECTION),
                follows=(
                    Follow(
                        _("the day and what was wrong stand under it; the log keeps the former text"),
                        news.take_correction,
                    ),
                ),
            ),
            Move(
                "archive",
                _("Put it away"),
                ("published",),
                "archived",
                roles=_EDITOR,
                takes=("reason",),
                needs=(REASON,),
            ),
            Move(
                "reopen",
                _("Let it be read again"),
                ("archived",),
                "published",
                roles=_EDITOR,
                needs=(news.FOUR_EYES,),
                follows=(Follow(_("everybody reads it; it goes out in the feeds"), news.note_publication),),
            ),
        ),
    )
)

EVENT = register(
    Table(
        kind="event",
        label=_("event"),
        states=(
            State("draft", _("Draft")),
            State("published", _("Announced"), opened=True),
            State("cancelled", _("Cancelled"), opened=True),
            State("archived", _("Put away"), ended=True),
        ),
        moves=(
            Move(
                "publish",
                _("Announce it"),
                ("draft",),
                "published",
                roles=_HOSTS,
                follows=(
                    Follow(_("it stands in the calendar of everybody who follows it"), events.announce),
                ),
            ),
            Move(
                "reschedule",
                _("Move it to another time or place"),
                ("published",),
                "published",
                roles=_HOSTS,
                takes=("starts_at", "ends_at", "all_day", "place", "from_sequence"),
                needs=(events.AHEAD, events.AS_SEEN, events.NEW_TIME),
                follows=(
                    Follow(
                        _("the old time stays to be read; calendars that follow it are told"),
                        events.take_new_time,
                    ),
                ),
            ),
            Move(
                "reword",
                _("Change its words"),
                ("published",),
                "published",
                roles=_HOSTS,
                takes=(*events.WORDS, "from_sequence"),
                needs=(events.AS_SEEN, events.NEW_WORDS),
                follows=(Follow(_("calendars that follow it are told"), events.take_new_words),),
            ),
            Move(
                "cancel",
                _("Cancel it"),
                ("published",),
                "cancelled",
                roles=_HOSTS,
                takes=("reason",),
                needs=(events.AHEAD, REASON),
                follows=(
                    Follow(_("it stays in the calendar and says that it is off"), events.take_cancelling),
                ),
            ),
            Move(
                "archive",
                _("Put it away"),
                ("published", "cancelled"),
                "archived",
                roles=_HOSTS,
                needs=(events.OVER,),
            ),
        ),
    )
)
