"""An empty database gets its tables in one go: what all migrations together lead to, not each step on the way.

Django draws every model anew after each of several hundred steps, which takes longer than everything else at a first start.
A step that must also happen in an empty database says so: `RunPython(…, hints={"newborn": True})`. Steps that move rows have
nothing to move there.
"""

from django.apps import apps
from django.core.management.sql import emit_pre_migrate_signal
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython
from django.db.migrations.state import ProjectState


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database holds no table at all."""
    return not connection.introspection.table_names()


def create_tables(connection: BaseDatabaseWrapper) -> None:
    """Create every table of every application, and note all migrations as done. For an empty database only."""
    executor = MigrationExecutor(connection)
    last = executor.loader.graph.leaf_nodes()
    steps = [migration for migration, _ in executor.migration_plan(last)]
    state = executor.loader.project_state(last)
    emit_pre_migrate_signal(0, False, connection.alias, apps=apps, plan=[])
    executor.recorder.ensure_schema()
    with connection.schema_editor(atomic=True) as editor:  # whoever is stopped on the way leaves an empty database
        _create(state, editor)
        for step in steps:
            _always(step, state, editor)
            executor.recorder.record_applied(step.app_label, step.name)


def _create(state: ProjectState, editor: BaseDatabaseSchemaEditor) -> None:
    for model in state.apps.get_models():
        if model._meta.can_migrate(editor.connection):
            editor.create_model(model)


def _always(step: Migration, state: ProjectState, editor: BaseDatabaseSchemaEditor) -> None:
    for operation in step.operations:
        if isinstance(operation, RunPython) and operation.hints.get("newborn"):
            operation.code(state.apps, editor)
