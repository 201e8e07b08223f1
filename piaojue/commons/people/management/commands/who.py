"""`piaojue who`: the addresses, and who one can be."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from piaojue.commons.people.first_token import announce
from piaojue.commons.people.models import Person, Seat


class Command(BaseCommand):
    help = "列出网址和可以进入的身份"

    def handle(self, *args, **options) -> None:
        site = settings.SITE_URL
        self.stdout.write(f"\n  票决  {site}\n")
        if not Person.objects.exists():
            self.stdout.write(f"  数据库是空的。请打开 {site}{reverse('enter')} 登记第一位管理员。\n")
            announce()
            return
        if settings.DEMO_SIGN_IN and Seat.objects.filter(person__sample=True).exists():
            self.stdout.write(f"  以…身份进入  {site}{reverse('demo')}")
            seen = set()
            for seat in (
                Seat.objects.in_office()
                .filter(person__sample=True)
                .select_related("person", "body", "place")
                .order_by("role", "pk")
            ):
                if seat.role not in seen:
                    seen.add(seat.role)
                    self.stdout.write(f"    · {seat.get_role_display()}：{seat.person}（{seat.body.name}）")
        self.stdout.write(
            f"  工作人员登录  {site}{reverse('enter_staff')}    居民手机验证码  {site}{reverse('enter')}（验证码打印在这个窗口）\n"
        )
