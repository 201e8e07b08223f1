"""What docs/examples shows other systems is taken and given as it stands there."""

import csv
import importlib.util
import io
from pathlib import Path

import pytest

from piaojue.commons.intake import actions as intake
from piaojue.commons.intake.models import Batch
from piaojue.journey.tests import make
from piaojue.stages.shortlist.models import Dossier

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples"
FILES = {"roll": "roster.csv", "budget_codes": "budget-codes.csv"}


def outcomes(kind: str, target: int, place, by) -> list[str]:
    """What would become of the rows of an example; nothing in them waits for a person."""
    batch = Batch(kind=kind, target=target, place=place)
    batch = intake.bring_table(batch=batch, name="表.csv", data=(EXAMPLES / FILES[kind]).read_bytes(), by=by)
    return [row.outcome for row in batch.rows.order_by("number")]


def test_a_platforms_roster_and_the_budget_systems_codes_come_in_as_they_are(cast, settings, tmp_path):
    settings.VAR = tmp_path
    make.whole_life(cast)
    year = Dossier.objects.get().year
    assert outcomes("roll", cast.deputy_dong.body_id, cast.xincheng, cast.clerk_li) == ["new", "new"]
    assert outcomes("budget_codes", year.pk, cast.xincheng, cast.finance_hu) == ["new", "new"]


def test_records_of_supervision_are_laid_into_a_folder(cast, as_, tmp_path, monkeypatch, settings):
    make.whole_life(cast)
    visitor = as_(None)

    def urlopen(address: str, timeout: int) -> io.BytesIO:
        answer = visitor.get(address.removeprefix(settings.SITE_URL))
        assert answer.status_code == 200, address
        return io.BytesIO(b"".join(answer.streaming_content))

    spec = importlib.util.spec_from_file_location("records", EXAMPLES / "records.py")
    records = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(records)
    monkeypatch.setattr(records, "urlopen", urlopen)
    records.fetch(settings.SITE_URL, "150102", "2026", tmp_path)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == [f"150102-2026-{name}.csv" for name in sorted(records.TABLES)]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "150102-2026-findings.csv").read_text("utf-8-sig"))))
    assert len(rows) == 1 and "id" in rows[0]
