"""`sarn migrate`: Django's own, after a backup wherever rows could be lost."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from sarn.config import backups


class Command(migrate.Command):
    help = "Apply migrations; a database that already holds rows is backed up first."

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        executor = MigrationExecutor(connection)
        applied = executor.loader.applied_migrations
        if applied and executor.migration_plan(executor.loader.graph.leaf_nodes()):
            backups.make(connection, reason="before migrate")
        super().handle(*args, **options)
