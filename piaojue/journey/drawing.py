"""ECharts options from numbers. Each drawing stands beside a table with the same figures.

A colour is the name of a token of ui/tokens.css, which ui.js looks up: drawings are dark where the page is.
On paper `web.charts` looks it up: there it is always day.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _


def funnel(steps: list[tuple[str, int]]) -> dict:
    """建议 › 诉求 › 初定 › 候选 › 入选 › 完成 as falling bars on a root scale, so that ten beside a thousand can be seen."""
    return {
        "grid": {"left": 8, "right": 60, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": [step[0] for step in steps],
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": {"fontSize": 15},
        },
        "series": [
            {
                "type": "bar",
                "barWidth": "62%",
                "itemStyle": {"color": "--red", "borderRadius": 4},
                "data": [
                    {"value": n**0.5, "name": str(n), "itemStyle": {"opacity": 1 - 0.11 * at}}
                    for at, (_name, n) in enumerate(steps)
                ],
                "label": {
                    "show": True,
                    "position": "right",
                    "formatter": "{b}",
                    "fontSize": 16,
                    "fontWeight": "bold",
                    "color": "--ink",
                    "opacity": 1,
                },
            }
        ],
    }


def categories(lines: list[tuple[str, int, int]]) -> dict:
    """Suggestions by 领域."""
    top = lines[:12]
    return {
        "grid": {"left": 8, "right": 40, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {"type": "category", "inverse": True, "data": [line[0] for line in top]},
        "series": [
            {
                "type": "bar",
                "data": [line[1] for line in top],
                "itemStyle": {"color": "--blue", "borderRadius": 3},
                "label": {"show": True, "position": "right"},
            }
        ],
    }


def bars(lines: Sequence[tuple[str, float]], unit: str) -> dict:
    """Lying bars, the figure at the end of each. unit: 人, 条, 天 …"""
    return {
        "grid": {"left": 8, "right": 56, "top": 8, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": [line[0] for line in lines],
            "axisTick": {"show": False},
            "axisLine": {"show": False},
            "axisLabel": {"width": 180, "overflow": "truncate"},
        },
        "series": [
            {
                "type": "bar",
                "name": unit,
                "data": [line[1] for line in lines],
                "barMaxWidth": 26,
                "itemStyle": {"color": "--blue", "borderRadius": 3},
                "label": {"show": True, "position": "right", "formatter": f"{{c}} {unit}"},
            }
        ],
    }


def line(names: list[str], values: list[float], unit: str) -> dict:
    """One line over time."""
    return {
        "grid": {"left": 8, "right": 16, "top": 24, "bottom": 8, "containLabel": True},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": names, "boundaryGap": False},
        "yAxis": {"type": "value", "minInterval": 1, "name": unit},
        "series": [
            {
                "type": "line",
                "data": values,
                "symbolSize": 7,
                "areaStyle": {"opacity": 0.12},
                "itemStyle": {"color": "--red"},
            }
        ],
    }


def region_map(name: str, lines: list[tuple[str, int]]) -> dict:
    """Regions coloured by number; the map itself is fetched from the panel's map_url and registered under the chart's name."""
    return {
        "tooltip": {"trigger": "item"},
        "visualMap": {
            "type": "continuous",
            "min": 0,
            "max": max([line[1] for line in lines] + [1]),
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            "itemHeight": 90,
            "text": [_("多"), _("少")],
            "inRange": {"color": ["--scale-1", "--scale-2", "--scale-3", "--scale-4"]},
        },
        "series": [
            {
                "type": "map",
                "map": f"{name}-options",
                "name": _("建议（条）"),
                "roam": False,
                "aspectScale": 1,
                "layoutCenter": ["50%", "44%"],
                "layoutSize": "86%",
                "data": [{"name": place, "value": n} for place, n in lines],
                "itemStyle": {"borderColor": "--line-strong"},
                "label": {
                    "show": True,
                    "fontSize": 12,
                    "lineHeight": 15,
                    "width": 62,
                    "overflow": "break",
                    "color": "--ink",
                },
                "select": {"disabled": True},
            }
        ],
    }
