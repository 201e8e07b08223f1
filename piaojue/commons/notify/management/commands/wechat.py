"""`piaojue wechat menu`: the buttons below the official account's conversation, shown, or set with --set."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from piaojue.commons import sms, wechat

MOST_BUTTONS, MOST_BELOW = 3, 5


def usual_menu() -> dict[str, Any]:
    """What residents come for."""
    return {
        "button": [
            _to("我来提", reverse("choose", args=["suggest"])),
            _to("看项目", reverse("choose", args=["projects"])),
            {
                "name": "我的",
                "sub_button": [
                    _to("消息", reverse("notices")),
                    _to("我关注的", reverse("follows")),
                    _to("凭码查询", reverse("look_up")),
                    _to("怎样收到消息", reverse("hearing")),
                ],
            },
        ]
    }


def _to(name: str, path: str) -> dict[str, str]:
    return {"type": "view", "name": name, "url": f"{settings.SITE_URL.rstrip('/')}{path}"}


class Command(BaseCommand):
    help = "微信公众号：查看或设置菜单"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("what", choices=["menu"])
        parser.add_argument("file", nargs="?", type=Path, help="自己的菜单（JSON，微信接口的格式）；不写就用通常的菜单")
        parser.add_argument("--set", action="store_true", help="设置到公众号；不写就只显示")

    def handle(self, *, what: str, file: Path | None, **options: Any) -> None:
        menu = _read(file) if file else usual_menu()
        self.stdout.write(json.dumps(menu, ensure_ascii=False, indent=2))
        if not options["set"]:
            return
        if not wechat.is_there():
            raise CommandError("没有公众号：先设置 WECHAT_APP 和 WECHAT_SECRET（docs/operations.md）")
        try:
            wechat.set_menu(menu)
        except sms.Undeliverable as error:
            raise CommandError(f"微信不接受这个菜单（{error}）") from None
        except (sms.Unsure, wechat.Busy) as error:
            raise CommandError(f"微信没有答复，请稍后再试（{error or type(error).__name__}）") from None
        self.stdout.write("菜单已设置，五分钟内生效")


def _read(file: Path) -> dict[str, Any]:
    """raises: CommandError: no menu."""
    try:
        menu = json.loads(file.read_text("utf-8"))
        buttons = menu["button"]
        fits = 1 <= len(buttons) <= MOST_BUTTONS and all(
            len(one.get("sub_button", [])) <= MOST_BELOW for one in buttons
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(f"读不出菜单：{type(error).__name__}") from None
    if not fits:
        raise CommandError(f"一级菜单 1 到 {MOST_BUTTONS} 个，每个下面最多 {MOST_BELOW} 个")
    return menu
