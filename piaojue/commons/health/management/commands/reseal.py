"""`piaojue reseal`: telephone numbers and second factors under the first of DATA_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from piaojue.commons.health.resealing import reseal
from piaojue.commons.sealing import KeyMissing


class Command(BaseCommand):
    help = "换密钥：手机号和动态口令改用 DATA_KEYS 的第一个密钥加密（每晚自动做）"

    def handle(self, **options: Any) -> None:
        try:
            done = reseal()
        except KeyMissing as error:
            raise CommandError(f"有的内容解不开：{error}。请把原来的密钥加回 DATA_KEYS 的末尾") from error
        self.stdout.write(f"✓ {done} 项改用现在的密钥加密")
