"""What 告知 forgets of somebody who closes the account: every message that went to that person, or waits to go, and how it should go."""

from collections.abc import Iterable
from typing import Any

from piaojue.commons.acting import Doing
from piaojue.commons.notify.models import Consent, Hearing, Notice
from piaojue.commons.people.models import OutsideAccount, Person, Seat
from piaojue.commons.privacy.copying import copying
from piaojue.commons.privacy.erasing import erasing


@erasing
def messages(person: Person, act: Doing[Seat]) -> None:
    """They are private notes, and nothing in the log speaks of them."""
    person.notices.all().delete()
    person.messages.all().delete()
    Hearing.objects.filter(person=person).delete()
    Consent.objects.filter(person=person).delete()
    OutsideAccount.objects.filter(person=person).delete()


@copying("通知")
def notices(person: Person) -> Iterable[dict[str, Any]]:
    for notice in Notice.objects.filter(person=person):
        yield {"时间": notice.at, "内容": notice.text, "读过": notice.read_at}


@copying("怎样收到消息")
def hearing(person: Person) -> Iterable[dict[str, Any]]:
    for row in Hearing.objects.filter(person=person):
        yield {
            "短信": row.get_sms_display(),
            "电子邮箱": row.email,
            "邮件": row.get_by_email_display(),
            "微信": row.get_by_wechat_display(),
            "工作群": row.get_by_robot_display() if row.robot else "",
        }


@copying("允许公众号告诉我的下一步")
def consents(person: Person) -> Iterable[dict[str, Any]]:
    for row in Consent.objects.filter(person=person):
        yield {"页面": row.url, "时间": row.at}
