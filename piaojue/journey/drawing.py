"""ECharts options from numbers. Each drawing stands beside a table with the same figures."""

from piaojue.journey.queries import Region

TILES = {
    "150125": (1, 3), "150121": (0, 2), "150103": (1, 2), "150102": (2, 2), "150104": (1, 1), "150105": (2, 1),
    "150122": (0, 0.5), "150123": (1, 0), "150124": (2, 0),
}  # fmt: skip
"""Where Hohhot's nine districts lie to each other, as (column, row from below): a tile each, not a map."""
COLOURS = {
    "计划": "#a9a396",
    "征集": "#1c5a8f",
    "归并": "#1c5a8f",
    "初定": "#1c5a8f",
    "会商": "#8a5a00",
    "候选": "#8a5a00",
}
LATER = {"送阅": "#8a5a00", "审议": "#a8201a", "票决": "#a8201a", "公布": "#a8201a"}
DONE = "#17653a"


def funnel(steps: list[tuple[str, int]]) -> dict:
    """建议 › 诉求 › 初定 › 候选 › 入选 › 完成 as falling bars on a root scale, so that ten beside a thousand can be seen."""
    return {
        "grid": {"left": 8, "right": 60, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {"type": "category", "inverse": True, "data": [name for name, _ in steps], "axisTick": {"show": False},
                  "axisLine": {"show": False}, "axisLabel": {"fontSize": 15}},
        "series": [{
            "type": "bar", "barWidth": "62%", "itemStyle": {"color": "#a8201a", "borderRadius": 4},
            "data": [{"value": n**0.5, "name": str(n), "itemStyle": {"opacity": 1 - 0.11 * at}} for at, (_, n) in enumerate(steps)],
            "label": {"show": True, "position": "right", "formatter": "{b}", "fontSize": 16, "fontWeight": "bold"},
        }],
    }  # fmt: skip


def tiles(regions: list[Region]) -> dict | None:
    """The districts as tiles coloured by stage; None for regions whose layout is not known."""
    if not regions or any(region.place.pk not in TILES for region in regions):
        return None
    data = []
    for region in regions:
        stage = str(region.year.get_stage_display()) if region.year else "未开启"
        colour = (COLOURS | LATER).get(stage, DONE if region.year else "#c9c4b8")
        data.append(
            {
                "name": f"{region.place.name}\n{stage}",
                "value": list(TILES[region.place.pk]),
                "itemStyle": {"color": colour},
            }
        )
    return {
        "grid": {"left": 4, "right": 4, "top": 4, "bottom": 4},
        "xAxis": {"type": "value", "min": -0.5, "max": 2.5, "show": False},
        "yAxis": {"type": "value", "min": -0.5, "max": 3.5, "show": False},
        "series": [{
            "type": "scatter", "symbol": "roundRect", "symbolSize": [128, 84], "data": data, "silent": True,
            "label": {"show": True, "formatter": "{b}", "color": "#fff", "fontSize": 15, "lineHeight": 22, "fontWeight": "bold"},
        }],
    }  # fmt: skip


def categories(lines: list[tuple[str, int, int]]) -> dict:
    """Suggestions by 领域."""
    top = lines[:12]
    return {
        "grid": {"left": 8, "right": 40, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {"type": "category", "inverse": True, "data": [name for name, _, _ in top]},
        "series": [{"type": "bar", "data": [n for _, n, _ in top], "itemStyle": {"color": "#1c5a8f", "borderRadius": 3},
                    "label": {"show": True, "position": "right"}}],
    }  # fmt: skip
