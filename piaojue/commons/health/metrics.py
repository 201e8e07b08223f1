"""Numbers for Prometheus, asked of the database when they are fetched: the same from every worker process."""

import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from piaojue.commons.jobs import pulse
from piaojue.commons.jobs.models import Job, Pulse
from piaojue.commons.notify.models import Message
from piaojue.commons.record.models import Chain


class Numbers:
    """What the house counts; no number is about a person or a ballot."""

    def collect(self) -> Iterator[Metric]:
        yield _by(
            "piaojue_jobs", "Jobs by state", "state", dict(Job.objects.values_list("state").annotate(n=Count("pk")))
        )
        sent = dict(Message.objects.values_list("state").annotate(n=Count("pk")))
        yield _by("piaojue_messages", "Messages of the outbox by state", "state", sent)
        yield GaugeMetricFamily("piaojue_workers", "Workers with a sign of life", value=pulse.workers())
        now = timezone.now()
        rows = Pulse.objects.exclude(name__startswith="worker:")
        ages = {row.name: (now - row.at).total_seconds() for row in rows if row.fine}
        yield _by("piaojue_night_age_seconds", "Seconds since what the night does went well", "task", ages)
        yield GaugeMetricFamily(
            "piaojue_log_entries", "Entries of all chains", value=sum(Chain.objects.values_list("seq", flat=True))
        )
        yield GaugeMetricFamily(
            "piaojue_disk_free_bytes", "Free bytes where the data is", value=shutil.disk_usage(settings.VAR).free
        )


def _by(name: str, words: str, label: str, values: dict[str, float]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family


def exposition() -> bytes:
    registry = CollectorRegistry()
    registry.register(Numbers())
    return generate_latest(registry)
