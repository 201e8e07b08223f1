"""What leaves the house: rows written in the act's transaction, sent by a worker after the commit.

A row is taken by compare-and-set, so any number of workers send it once. What a dead worker held, and what a provider
did not answer, stays 不知道是否发出: a second message would be worse than a missing one that the site shows anyway.
"""

import logging
import threading
from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from engines.writing import anchored
from piaojue.commons import sms, wechat
from piaojue.commons.approved import Kind
from piaojue.commons.notify import consents, robots
from piaojue.commons.notify.models import Hearing, Message, MessageState, Pace, Way
from piaojue.commons.people.models import OutsideAccount, OutsideKind, Person

PAUSES = (1, 5, 30, 120, 480)
"""Minutes until the next try after the first, second, … failure."""
LOST = timedelta(minutes=10)
KEPT = timedelta(days=30)
ASKED_FOR = timedelta(days=3)
"""How long a provider may take to know whether a message arrived."""
AT_ONCE = 100
"""Messages that are asked for in one round."""
MORNING = time(8, 30)
MOST_DAILY, AT_ONCE = 380, 500
logger = logging.getLogger("piaojue")


def put_for(
    keys: Collection[int], text: str, *, by_sms: bool, urgent: bool = False, url: str = "", kind: str = Kind.NOTICE
) -> None:
    """Messages for people with an account, as each wants to hear. Inside the act's transaction. url: the page that it is about."""
    hearings = {row.person_id: row for row in Hearing.objects.filter(person__in=keys)}
    rows = []
    if by_sms:
        people = Person.objects.filter(pk__in=keys, phone_verified=True).exclude(phone=None).exclude(phone="")
        for key, phone in people.order_by("pk").values_list("pk", "phone"):
            pace = hearings[key].sms if key in hearings else Pace.NOW
            rows += _message(Way.SMS, str(phone), text, pace, urgent, key)
    for key, row in sorted(hearings.items()):
        if row.email and row.confirmed:
            rows += _message(Way.EMAIL, row.email, text, row.by_email, urgent, key)
        if row.robot:
            rows += _message(Way.ROBOT, row.robot, text, row.by_robot, urgent, key)
    if wechat.sends():
        accounts = OutsideAccount.objects.filter(kind=OutsideKind.WECHAT, person__in=keys).order_by("pk")
        for key, openid in accounts.values_list("person_id", "subject"):
            pace = hearings[key].by_wechat if key in hearings else Pace.NOW
            rows += _message(Way.WECHAT, openid, text, pace, urgent, key)
    elif wechat.asks_once():
        rows += _allowed_once(keys, text, url)
    for message in rows:
        message.url = url[:200]
    _put(rows, kind)


def _allowed_once(keys: Collection[int], text: str, url: str) -> list[Message]:
    """For those who let the account tell the next step of this page."""
    scenes = consents.use(keys, url)
    accounts = OutsideAccount.objects.filter(kind=OutsideKind.WECHAT, person__in=scenes).order_by("pk")
    rows = []
    for key, openid in accounts.values_list("person_id", "subject"):
        for row in _message(Way.WECHAT, openid, text, Pace.NOW, False, key):
            row.scene = scenes[key]
            rows.append(row)
    return rows


def put_to_phones(phones: Iterable[str], text: str, *, urgent: bool = False, kind: str = Kind.NOTICE) -> None:
    """Messages to bare numbers. Inside the act's transaction."""
    _put([row for phone in phones for row in _message(Way.SMS, phone, text, Pace.NOW, urgent)], kind)


def put_each_to_phones(letters: Iterable[tuple[str, str]], *, kind: str = Kind.NOTICE) -> None:
    """To each number a text of its own, a few statements for hundreds of them. Inside the act's transaction."""
    rows = [row for phone, text in letters for row in _message(Way.SMS, phone, text, Pace.NOW, False)]
    for start in range(0, len(rows), AT_ONCE):
        _put(rows[start : start + AT_ONCE], kind)


def put_to_mailbox(key: int, address: str, text: str) -> None:
    """One letter to a mailbox that its owner has just named. Inside the transaction that names it."""
    _put(_message(Way.EMAIL, address, text, Pace.NOW, True, key))


def _message(way: str, to: str, text: str, pace: str, urgent: bool, key: int | None = None) -> list[Message]:
    if pace == Pace.NEVER or (way == Way.SMS and sms.is_missing()):
        return []
    now, daily = timezone.now(), pace == Pace.DAILY and not urgent
    due = next_morning(now) if daily else now if urgent else after_quiet(now)
    return [Message(person_id=key, way=way, to=to, text=text[:400], daily=daily, due_at=due)]


def _put(rows: list[Message], kind: str = Kind.NOTICE) -> None:
    if not rows or sms.is_silent():
        return
    for row in rows:
        row.kind = kind
    same = Message.objects.filter(state=MessageState.WAITING, text__in={row.text for row in rows})
    waiting = set(same.values_list("way", "to", "text"))
    rows = [row for row in rows if (row.way, row.to, row.text) not in waiting]
    made = Message.objects.bulk_create(rows, batch_size=500)
    if settings.OUTBOX == "at once":
        keys = [row.pk for row in made]
        transaction.on_commit(lambda: deliver(only=keys))
    elif settings.OUTBOX == "thread":
        transaction.on_commit(lambda: threading.Thread(target=_deliver_apart, name="outbox", daemon=True).start())


def after_quiet(moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours it lies in (settings.QUIET_HOURS, local time)."""
    if not settings.QUIET_HOURS:
        return moment
    begins, ends = settings.QUIET_HOURS
    here = timezone.localtime(moment)
    if ends <= here.hour < begins:
        return moment
    day = here.date() + timedelta(days=1 if here.hour >= begins else 0)
    return timezone.make_aware(datetime.combine(day, time(ends)))


def next_morning(moment: datetime) -> datetime:
    """When the digest of this day leaves."""
    day = timezone.localdate(moment) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))


def deliver(now: datetime | None = None, most: int = 200, only: Collection[int] | None = None) -> int:
    """Send what is due, once. Returns how many messages were handled. Safe with any number of workers.

    most: messages of a round; only: keys of the rows that are looked at, empty for all
    """
    now = now or timezone.now()
    Message.objects.filter(state=MessageState.SENDING, taken_at__lt=now - LOST).update(
        state=MessageState.UNSURE, trouble="worker lost"
    )
    due = Message.objects.filter(state=MessageState.WAITING, due_at__lte=now)
    due = due if only is None else due.filter(pk__in=only)
    handled = 0
    for row in due.filter(daily=False)[:most]:
        handled += _take_and_send(due.filter(pk=row.pk), now)
    for way, to in due.filter(daily=True).order_by("way", "to").values_list("way", "to").distinct()[:most]:
        handled += _take_and_send(due.filter(daily=True, way=way, to=to), now)
    return handled


def _take_and_send(waiting: "QuerySet[Message]", now: datetime) -> int:
    """Claim these rows, which go to one address, and send them as one message. Returns how many were claimed."""
    keys = list(waiting.values_list("pk", flat=True))
    mine = [key for key in keys if waiting.filter(pk=key).update(state=MessageState.SENDING, taken_at=now)]
    rows = list(Message.objects.filter(pk__in=mine))
    if not rows:
        return 0
    text = rows[0].text if len(rows) == 1 else _digest([row.text for row in rows])
    if len({row.kind for row in rows}) > 1:
        rows[0].kind = Kind.NOTICE
    try:
        number = _send(rows[0], text, rows[0].url if len(rows) == 1 else "")
    except sms.Undeliverable as error:
        _end(rows, MessageState.FAILED, error)
    except sms.Unsure as error:
        _end(rows, MessageState.UNSURE, error)
    except Exception as error:  # any gateway's own kinds
        _again(rows, now, error)
    else:
        held = Message.objects.filter(pk__in=mine, state=MessageState.SENDING)
        held.update(state=MessageState.SENT, sent_at=now, number=(number or "")[:80], trouble="")
    return len(rows)


def _digest(texts: list[str]) -> str:
    whole = f"{len(texts)} 件事有了进展：" + "；".join(texts)
    return whole if len(whole) <= MOST_DAILY else whole[: MOST_DAILY - 1] + "…"


def _send(row: Message, text: str, url: str) -> str | None:
    """Send a text to where the row leads. url: the page that it is about; empty: the inbox."""
    page, text = f"{settings.SITE_URL}{url or reverse('notices')}", anchored(text)
    if row.way == Way.SMS:
        return sms.send_as(row.to, row.kind, text, page)
    if row.way == Way.WECHAT and row.scene is not None:
        return wechat.send_once(row.to, text, page, row.scene)
    if row.way == Way.WECHAT:
        return wechat.send(row.to, text, page, row.kind)
    if row.way == Way.ROBOT:
        return robots.send(row.to, text, page)
    _mail(row, text)
    return None


def _mail(row: Message, text: str) -> None:
    inbox, choice = (f"{settings.SITE_URL}{reverse(name)}" for name in ("notices", "hearing"))
    body = f"{text}\n\n{inbox}\n\n不想再收到邮件：{choice}"
    host = settings.SITE_URL.rpartition("/")[2].partition(":")[0]
    headers = {"Message-ID": f"<{row.pk}.outbox@{host}>", "Auto-Submitted": "auto-generated"}
    EmailMessage("票决：您关注的事有了进展", body, to=[row.to], headers=headers).send()


def _end(rows: list[Message], state: str, error: Exception) -> None:
    keys = [row.pk for row in rows]
    Message.objects.filter(pk__in=keys).update(state=state, trouble=_kind(error))


def _again(rows: list[Message], now: datetime, error: Exception) -> None:
    logger.warning("a message was not sent: %s", _kind(error))
    for row in rows:
        over = row.tries >= len(PAUSES)
        row.state = MessageState.FAILED if over else MessageState.WAITING
        row.due_at = row.due_at if over else now + timedelta(minutes=PAUSES[row.tries])
        row.tries, row.trouble = row.tries + 1, _kind(error)
        row.save(update_fields=["state", "due_at", "tries", "trouble"])


def _kind(error: Exception) -> str:
    """What kind of failure, with the provider's code where it has one; never words, which may hold a number."""
    code = getattr(error, "code", "")
    return f"{type(error).__name__} {code if isinstance(code, str) else ''}".strip()[:80]


def take_receipts() -> int:
    """Ask the provider which messages reached their phones. Returns how many it told of."""
    told = sms.receipts()
    for number, reached in told.items():
        state = MessageState.DELIVERED if reached else MessageState.FAILED
        Message.objects.filter(number=number, state=MessageState.SENT).update(
            state=state, trouble="" if reached else "not delivered"
        )
    return len(told) + _ask_for_receipts()


def _ask_for_receipts(now: datetime | None = None) -> int:
    """Of a provider that answers for each message alone. Returns of how many it knew."""
    now, known = now or timezone.now(), 0
    sent = Message.objects.filter(way=Way.SMS, state=MessageState.SENT, sent_at__gt=now - ASKED_FOR).exclude(number="")
    for row in sent.order_by("?")[:AT_ONCE]:  # whoever has no answer yet keeps nobody else from being asked for
        reached = sms.receipt_of(row.number, row.to, timezone.localdate(row.sent_at))
        if reached is None:
            continue
        state, trouble = (MessageState.DELIVERED, "") if reached else (MessageState.FAILED, "not delivered")
        known += Message.objects.filter(pk=row.pk, state=MessageState.SENT).update(state=state, trouble=trouble)
    return known


def forget(now: datetime | None = None) -> int:
    """Delete messages that left, or never will, after KEPT. Returns how many."""
    over = Message.objects.exclude(state__in=[MessageState.WAITING, MessageState.SENDING])
    return over.filter(created_at__lt=(now or timezone.now()) - KEPT).delete()[0]


def _deliver_apart() -> None:
    try:
        deliver()
    finally:
        connection.close()
