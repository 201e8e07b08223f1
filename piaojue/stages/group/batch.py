"""成批归并: all suggestions of a year compared at once, as a job that tells how far it is, can be stopped and goes on.

Reading the texts is the long part; its results are kept part by part beside the state of the year, so that a job
that goes on reads only what is left.
"""

import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from django.conf import settings
from django.db import transaction

from engines.matching import Groups, Link, group
from engines.matching.cluster import on
from engines.matching.traits import Run
from piaojue.commons.jobs import actions as jobs
from piaojue.commons.jobs.models import Job
from piaojue.commons.jobs.work import Handle, idle, work
from piaojue.commons.moves import Refused
from piaojue.commons.people.models import Seat
from piaojue.commons.years.models import Year
from piaojue.stages.group import actions, standing
from piaojue.stages.group.models import Proposal
from piaojue.stages.group.moves import MOVES, WHILE
from piaojue.stages.suggest.public import gazetteer_of

KIND = "group.batch"
WRITE = 500
REACHED_WITHIN = 20  # seconds


def start(*, year: Year, by: Seat) -> Job:
    """Queue the batch grouping of a year, which proposes and decides nothing. Raises NotYours, Refused."""
    MOVES.require("make_demand", year.place, by)
    if reasons := MOVES.refusals("make_demand", year, by):
        raise Refused(*reasons)
    return jobs.queue(kind=KIND, place=year.place, by=by, **argument(year))


def argument(year: Year) -> dict:
    """By what the year's job is known, and where its page leads back to."""
    return {"year": year.pk, "back": year.page("review_queue")}


@work(KIND, "成批归并")
def batch(handle: Handle) -> str:
    """Propose groups for everything up to now; what clerks decided stays."""
    year = Year.objects.select_related("place").get(pk=handle.job.argument["year"])
    rows = standing.suggestions_of(year)
    highest = handle.job.saved.get("highest") or (rows.order_by("-pk").values_list("pk", flat=True).first() or 0)
    messages = standing.messages_of(rows.filter(pk__lte=highest))
    handle.tell(0, len(messages), "读文字", highest=highest)
    with _workers() as spread:
        steps = Steps(handle, len(messages), _parts_of(handle.job), spread)
        groups = group(messages, gazetteer_of(year.place), standing.decisions_of(year), run=steps.run)
    for part in _slices(_links(groups), WRITE):
        _write(year, part)
        steps.tell("写归并建议", 2, len(part))
    standing.begin(year, groups)
    shutil.rmtree(_parts_of(handle.job), ignore_errors=True)
    auto = actions.accept_sure(year=year)
    several = sum(len(members) > 1 for members in groups.members.values())
    return f"{len(messages)} 条建议，{several} 组可能是同一件事" + (f"，自动归并 {auto} 条" if auto else "")


@idle
def newcomers() -> int:
    """Between jobs a worker lets new suggestions join."""
    return sum(actions.place_new(year=year) for year in Year.objects.filter(stage__in=WHILE).select_related("place"))


class Steps:
    """A `map` that gives signs of life between parts and keeps the results of the first pass (reading).

    spread: what does the work of each pass, `map` or a cluster's
    """

    def __init__(self, handle: Handle, messages: int, folder: Path, spread: Run = map) -> None:
        self.handle, self.messages, self.folder, self.spread = handle, messages, folder, spread
        self.passes = self.walked = 0

    def run(self, act: Callable, parts: Iterable) -> Iterator:
        self.passes += 1
        if self.passes == 1:
            yield from self._read(act, parts)
            return
        for result in self.spread(act, parts):
            yield result
            self.tell("比较", 1, self.messages // 50)

    def tell(self, what: str, third: int, more: int) -> None:
        """Reading, comparing and writing are a third of the way each; more: messages (or about as many) that are done."""
        self.walked = min((third + 1) * self.messages, max(third * self.messages, self.walked) + more)
        self.handle.tell(self.walked // 3, note=what)

    def _read(self, act: Callable, parts: Iterable) -> Iterator:
        """What an earlier run has read comes from its files; from the first part that is missing, workers read on."""
        parts, number = iter(parts), 0
        for part in parts:
            result = self._read_before(number, len(part))
            if result is None:
                parts = chain([part], parts)
                break
            yield result
            self.tell("读文字", 0, len(result))
            number += 1
        for at, result in enumerate(self.spread(act, parts), number):
            self._keep(at, result)
            yield result
            self.tell("读文字", 0, len(result))

    def _read_before(self, number: int, length: int) -> list | None:
        try:
            return pickle.loads((self.folder / f"{number}-{length}").read_bytes())
        except Exception:  # missing or half-written: read again
            return None

    def _keep(self, number: int, result: list) -> None:
        path = self.folder / f"{number}-{len(result)}"
        self.folder.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".new").write_bytes(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
        path.with_suffix(".new").replace(path)


@contextmanager
def _workers() -> Iterator[Run]:
    """The workers of the Dask cluster that GROUPING_CLUSTER names; this process alone without it."""
    address = getattr(settings, "GROUPING_CLUSTER", "")
    if not address:
        yield map
        return
    try:
        from distributed import Client
    except ImportError as error:
        raise Refused("设置了 GROUPING_CLUSTER，但没有安装 distributed:pip install distributed") from error
    try:
        client = Client(address, timeout=REACHED_WITHIN)
    except OSError as error:
        raise Refused(f"连不上 {address}：请启动 dask scheduler，或去掉 GROUPING_CLUSTER，在本机归并") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=REACHED_WITHIN)
        except TimeoutError as error:
            raise Refused(f"{address} 还没有 dask worker：请启动后点“继续”") from error
        yield on(client)


def _parts_of(job: Job) -> Path:
    return standing.folder() / f"job-{job.pk}"


def _links(groups: Groups) -> Iterator[tuple[int, Link | None, int]]:
    """(suggestion, link or None, bundle) for all."""
    for name, members in groups.members.items():
        links = {link.message: link for link in groups.links(name)} if len(members) > 1 else {}
        for member in members:
            yield member, links.get(member), name


@transaction.atomic
def _write(year: Year, part: list[tuple[int, Link | None, int]]) -> None:
    Proposal.objects.bulk_create(
        [standing.proposal(year, *one) for one in part],
        update_conflicts=True,
        unique_fields=["suggestion"],
        update_fields=["bundle", "like", "likeness", "confidence", "reason"],
    )


def _slices(source: Iterable, size: int) -> Iterator[list]:
    source = iter(source)
    while part := list(islice(source, size)):
        yield part
