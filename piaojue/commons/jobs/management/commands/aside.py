"""`manage.py aside`: make what pages have ordered (commons/jobs/aside.py). The worker starts it; it ends by itself."""

from django.core.management.base import BaseCommand

from piaojue.commons.jobs import aside


class Command(BaseCommand):
    help = "做完网页等着的统计和导出文件。工人（jobs）会自己启动它"

    def handle(self, **options) -> None:
        self.stdout.write(f"{aside.work_off()}")
