"""`piaojue unlock 登录名`: whoever was locked out after too many wrong passwords may try again."""

from typing import Any

from axes.utils import reset
from django.core.management.base import BaseCommand, CommandError, CommandParser

from piaojue.commons.people.models import Person


class Command(BaseCommand):
    help = "解除登录锁定：piaojue unlock 登录名"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="登录名")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        if not Person.objects.filter(username=username).exists():
            raise CommandError(f"没有登录名“{username}”")
        number = reset(username=username)
        self.stdout.write(f"已解除“{username}”的登录锁定" if number else f"“{username}”没有被锁定")
