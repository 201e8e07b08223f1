"""Charts on paper: the same options and the same ECharts file as in the browser, drawn to SVG by V8 in a process beside this one.

with Charts() as charts:
    svg = charts.svg(panel.chart, width=900, height=420)
"""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

ENGINE = Path(__file__).with_name("chart_engine.py")
ECHARTS, TOKENS = "vendor/echarts/dist/echarts.min.js", "ui/tokens.css"
FACE = "Noto Sans CJK SC"
COLOURS = ["--red", "--blue", "--green", "--amber-lamp", "--soft", "--red-line"]
"""Of the series, as in ui.js."""
TOKEN = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]+|rgb\([^)]*\))")
SECONDS = 20
"""Longest that one drawing may take."""
MOST_BYTES = 512 * 2**20
WITHOUT_A_BROWSER = (
    "var self = globalThis; var setTimeout = function () { return 0; }; var clearTimeout = function () {};"
)
DRAW = """
function draw(options, width, height) {
  var chart = echarts.init(null, null, { renderer: "svg", ssr: true, width: width, height: height });
  var named = function (_key, value) {
    return typeof value === "string" && value.startsWith("--") ? colours[value] || value : value;
  };
  chart.setOption(JSON.parse(options, named));
  var svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
"""


class Charts:
    """A place in which charts are drawn, one after the other; it is cleared at the end."""

    def __enter__(self) -> "Charts":
        parts = (WITHOUT_A_BROWSER, _asset(ECHARTS), f"var colours = {_js(day_colours())}", DRAW)
        command = [sys.executable, "-P", str(ENGINE), str(MOST_BYTES), str(SECONDS)]
        self._engine = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            for part in parts:
                self._eval(part)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._engine.kill()
        self._engine.communicate()

    def _eval(self, source: str) -> object:
        """What a script gives. Raises RuntimeError where it breaks, or takes too much time or memory."""
        assert self._engine.stdin is not None and self._engine.stdout is not None
        try:
            self._engine.stdin.write(json.dumps(source) + "\n")
            self._engine.stdin.flush()
            line = self._engine.stdout.readline()
        except BrokenPipeError:
            line = ""
        answer = json.loads(line) if line else {"error": "the engine has ended"}
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def register(self, name: str, borders: Mapping[str, Any]) -> None:
        """Borders (GeoJSON) that a chart of this name is drawn on."""
        self._eval(f"echarts.registerMap({_js(name)}, {_js(borders)})")

    def svg(self, options: Mapping[str, Any], *, width: int, height: int, size: int = 13) -> str:
        """The chart as SVG. width, height: px; size: of its words, px"""
        whole = {
            "animation": False,
            "textStyle": {"fontFamily": FACE, "fontSize": size},
            "color": COLOURS,
            **options,
        }
        return str(self._eval(f"draw({_js(json.dumps(whole))}, {width:d}, {height:d})"))


def day_colours() -> dict[str, str]:
    """Name of a token of ui/tokens.css → its colour by day: paper is never dark."""
    by_day, _media, _rest = _asset(TOKENS).partition("@media")
    return dict(TOKEN.findall(by_day))


def _asset(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise RuntimeError(f"{name} is not there: fetch the browser assets (deploy/assets.py)")
    return Path(path).read_text(encoding="utf-8")


def _js(value: object) -> str:
    """A value as JavaScript: JSON, with the two line ends that JavaScript counts as such."""
    return json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
