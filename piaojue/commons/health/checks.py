"""What this installation needs to stand a bad night: each check says what is missing and how it is mended."""

import os
import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count
from django.utils import timezone

from piaojue.commons import approved, sms, wechat
from piaojue.commons.health import backup, resealing, streaming
from piaojue.commons.jobs import pulse
from piaojue.commons.jobs.models import Job, JobState
from piaojue.commons.notify import letters
from piaojue.commons.notify.models import Message, MessageState
from piaojue.commons.record import keeping
from piaojue.commons.sealing import KeyMissing

FINE, WARN, BAD = "fine", "warn", "bad"
LEAST_FREE = 2 * 2**30
LEAST_SHARE = 0.1
OLDEST = timedelta(hours=26)
"""Since what the night does was last done."""
WAITING = timedelta(minutes=15)
STEADY = timedelta(minutes=5)
TROUBLES_NAMED = 3
ALPHABETS = {"汉字": ":lang=zh-cn", "蒙古文等": ":charset=1820", "生僻字": ":charset=2a6d6"}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at. says: how it is; remedy: what to do, empty when it is fine."""

    name: str
    state: str
    says: str
    remedy: str = ""


CHECKS: list[Callable[[], Iterator[Check]]] = []


def check(ask: Callable[[], Iterator[Check]]) -> Callable[[], Iterator[Check]]:
    CHECKS.append(ask)
    return ask


def all_checks() -> list[Check]:
    """Every check; one that fails itself is a fault, too."""
    rows: list[Check] = []
    for ask in CHECKS:
        try:
            rows += ask()
        except Exception as error:  # whatever is broken must not hide the rest
            rows.append(Check(ask.__name__, BAD, f"检查本身出错：{type(error).__name__}", "请把这一行告诉系统管理员"))
    return rows


@check
def database() -> Iterator[Check]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield Check("数据库", FINE, connection.vendor)
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Check("数据库结构", BAD, f"{len(waiting)} 个升级没有执行", "运行 piaojue migrate（会先自动备份）")
    else:
        yield Check("数据库结构", FINE, "是最新的")
    cache.set("doctor", 1, 5)
    if cache.get("doctor") != 1:
        yield Check("缓存表", BAD, "写不进去", "运行 piaojue createcachetable")


@check
def disk() -> Iterator[Check]:
    usage = shutil.disk_usage(settings.VAR)
    free = f"剩 {usage.free / 2**30:.1f} GB，共 {usage.total / 2**30:.0f} GB"
    if usage.free < LEAST_FREE:
        yield Check("磁盘", BAD, free, "清理磁盘或扩容；备份请放到另一块盘（BACKUP_FOLDER）")
    else:
        state = WARN if usage.free < usage.total * LEAST_SHARE else FINE
        yield Check("磁盘", state, free, "" if state == FINE else "快满了，请安排扩容")


@check
def clock() -> Iterator[Check]:
    run = (
        subprocess.run(["timedatectl", "show", "-p", "NTPSynchronized", "--value"], capture_output=True, text=True)
        if shutil.which("timedatectl")
        else None
    )
    last = Job.objects.order_by("-pk").values_list("created_at", flat=True).first()
    if last and last > timezone.now() + STEADY:
        yield Check("时钟", BAD, "比数据库里最后的记录还早，时钟倒退了", "校准时间：timedatectl set-ntp true")
    elif run is None or run.returncode:
        yield Check("时钟", WARN, "不知道是否与时间服务器同步", "安装 systemd-timesyncd 或 chrony")
    elif run.stdout.strip() != "yes":
        yield Check("时钟", WARN, "没有与时间服务器同步", "timedatectl set-ntp true；内网请配置本单位的时间服务器")
    else:
        yield Check("时钟", FINE, "与时间服务器同步")


@check
def messages() -> Iterator[Check]:
    if sms.is_missing():
        yield Check(
            "短信", BAD, "没有接通，居民不能用验证码登录", "设置 SMS_GATEWAY 和 SMS_TENCENT_…（docs/operations.md）"
        )
    elif settings.SMS_GATEWAY.endswith(".Console"):
        yield Check(
            "短信",
            WARN if settings.PRODUCTION else FINE,
            "只打印在服务器上",
            "设置 SMS_GATEWAY" if settings.PRODUCTION else "",
        )
    else:
        yield Check("短信", FINE, settings.SMS_GATEWAY.rpartition(".")[2])
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        yield Check("邮件", WARN, "没有接通", "设置 EMAIL_URL（写法见 docs/operations.md）")
    counts = dict(Message.objects.values_list("state").annotate(n=Count("pk")))
    late = Message.objects.filter(state=MessageState.WAITING, due_at__lt=timezone.now() - WAITING).count()
    says = f"等待 {counts.get('waiting', 0)} 条，没发出去 {counts.get('failed', 0)} 条，不确定 {counts.get('unsure', 0)} 条"
    if late:
        yield Check(
            "外发消息", BAD, f"{late} 条过了时间还没有发，{says}", "看短信和邮件服务是否正常、后台工人是否在运行"
        )
    else:
        yield Check(
            "外发消息",
            WARN if counts.get("failed") else FINE,
            says,
            "没发出去的多半是号码有误或服务停了" if counts.get("failed") else "",
        )
    if troubles := Message.objects.filter(state=MessageState.FAILED).values_list("trouble").annotate(n=Count("pk")):
        often = sorted(troubles, key=lambda row: -row[1])[:TROUBLES_NAMED]
        yield Check(
            "没发出去的原因", WARN, "；".join(f"{why or '不明'} {n} 条" for why, n in often), "见“外发消息”一行"
        )


@check
def templates() -> Iterator[Check]:
    """Whether providers have approved a template for every kind of message."""
    ways = [("短信模板", "SMS_TEMPLATES", sms.templates(), approved.Kind.values)]
    if wechat.is_there():
        kinds = [kind for kind in approved.Kind.values if kind != approved.Kind.CODE]  # a code is never told there
        ways.append(("公众号模板", "WECHAT_TEMPLATES", wechat.templates(), kinds))
    for name, setting, table, kinds in ways:
        if table is None:
            continue
        if wrong := approved.faults(table):
            yield Check(name, BAD, "；".join(wrong), f"改正 {setting}（docs/operations.md）")
        if lacking := approved.missing(table, kinds):
            says = f"没有模板，这些消息发不出去：{'、'.join(str(kind.label) for kind in lacking)}"
            yield Check(name, BAD, says, f"向服务商申请模板，通过后写进 {setting}（docs/operations.md）")
        elif not wrong:
            yield Check(name, FINE, "每种消息都有")


@check
def post() -> Iterator[Check]:
    """Whether what goes on paper is printed."""
    if late := letters.overdue():
        yield Check(
            "信函", BAD, f"{late} 件放了两周还没有打印", "请人大工作人员打开“记录与数据”里的“待寄信函”，打印并转交"
        )


@check
def workers() -> Iterator[Check]:
    if settings.JOBS_IN_THREAD:
        yield Check(
            "后台工人",
            WARN if settings.PRODUCTION else FINE,
            "任务在网站进程里做",
            "设置 JOBS_IN_THREAD=0 并启动 piaojue-jobs 服务" if settings.PRODUCTION else "",
        )
    elif not (alive := pulse.workers()):
        yield Check(
            "后台工人",
            BAD,
            "两分钟内没有工人的消息，导入、导出和短信都停着",
            "systemctl restart piaojue-jobs，或运行 piaojue jobs",
        )
    else:
        yield Check("后台工人", FINE, f"{alive} 个在工作")
    old = timezone.now() - WAITING
    if stuck := Job.objects.filter(state=JobState.QUEUED, created_at__lt=old).count():
        yield Check("后台任务", BAD, f"{stuck} 个任务等了 15 分钟以上", "看后台工人是否在运行")


@check
def nights() -> Iterator[Check]:
    for name, label, remedy in (
        ("backup", "备份", "运行 piaojue backup，并启用 piaojue-night.timer"),
        ("drill", "恢复演练", "运行 piaojue drill：没有恢复过的备份不算备份"),
        ("verify", "记录核对", "运行 piaojue night verify，逐行处理它指出的改动"),
        ("lamps", "亮灯", "运行 piaojue night lamps，并启用 piaojue-night.timer"),
        ("ladder", "催办", "运行 piaojue night ladder，并启用 piaojue-night.timer"),
        ("follow_up", "建议人回访", "运行 piaojue night follow_up，并启用 piaojue-night.timer"),
        ("forget", "到期清理", "运行 piaojue night forget，并启用 piaojue-night.timer"),
    ):
        last = pulse.last(name)
        if last is None:
            yield Check(label, WARN, "还没有做过", remedy)
        elif not last.fine:
            yield Check(label, BAD, f"{timezone.localtime(last.at):%m-%d %H:%M} 没有成功：{last.note}", remedy)
        elif timezone.now() - last.at > OLDEST:
            yield Check(label, BAD, f"上一次是 {timezone.localtime(last.at):%m-%d %H:%M}", remedy)
        else:
            yield Check(label, FINE, f"{timezone.localtime(last.at):%m-%d %H:%M}")


@check
def stream() -> Iterator[Check]:
    """On SQLite: whether what was acknowledged lies in a second place, too."""
    if connection.vendor != "sqlite":
        return
    copying = streaming.ours()
    if copying is None:
        state, remedy = (
            (WARN, "设置 STREAM_TO 并启用 piaojue-stream（docs/operations.md）") if settings.PRODUCTION else (FINE, "")
        )
        yield Check("实时备份", state, "没有，最多会丢失上一次备份以后的内容", remedy)
        return
    last, changed = copying.newest(), copying.changed_at()
    if last is None or changed - last > STEADY:
        since = f"{timezone.localtime(last):%m-%d %H:%M} 以后没有抄走" if last else "还没有抄走任何内容"
        yield Check("实时备份", BAD, since, "systemctl restart piaojue-stream，看它的日志和 STREAM_TO 能不能写")
    else:
        yield Check("实时备份", FINE, f"最近一次 {timezone.localtime(last):%m-%d %H:%M}")


@check
def keys() -> Iterator[Check]:
    for name, what in (("BACKUP_KEY", "备份密钥"), ("BACKUP_KEY_OF_KEYS", "票箱钥匙的备份密钥")):
        try:
            backup.key_of(name)
            yield Check(what, FINE, "已设置")
        except backup.NoKey as missing:
            yield Check(what, BAD if name == "BACKUP_KEY" else WARN, "没有设置", str(missing))
    if settings.PRODUCTION and len(settings.SECRET_KEY) < 32:
        yield Check("SECRET_KEY", BAD, "太短", "换成 openssl rand -hex 32 的结果")


@check
def sealing() -> Iterator[Check]:
    what, remedy = (
        "手机号和动态口令的密钥",
        "openssl rand -hex 32 生成一个，写在 DATA_KEYS 最前面，旧的留着，重启后运行 piaojue reseal",
    )
    try:
        behind = resealing.behind()
    except KeyMissing as missing:
        yield Check(what, BAD, "有的内容解不开", f"把原来的密钥加回 DATA_KEYS 的末尾（{missing}）")
        return
    if not settings.DATA_KEYS and settings.PRODUCTION:
        yield Check(what, WARN, "没有单独的密钥，用的是 SECRET_KEY", remedy)
    elif behind:
        yield Check(what, WARN, f"{behind} 项还没有用现在的密钥加密", "今晚会自动换，或现在运行 piaojue reseal")
    else:
        yield Check(what, FINE, "全部已加密")


@check
def witnessing() -> Iterator[Check]:
    """Of others: whether they go on handing over, and whether what they handed over fits."""
    for name in keeping.overdue():
        yield Check(
            f"替{name}保存见证", WARN, "两天没有收到", f"请{name}的管理员看 WITNESS_URLS 和 piaojue night witness"
        )
    for row in keeping.latest():
        if row.trouble:
            yield Check(
                f"替{row.name}保存见证",
                BAD,
                row.trouble,
                f"请{row.name}用这里保存的文件运行 piaojue log verify --against",
            )


@check
def permissions() -> Iterator[Check]:
    folder = Path(settings.VAR)
    if not os.access(folder, os.W_OK):
        yield Check("数据文件夹", BAD, f"{folder} 不可写", f"chown -R piaojue {folder}")
    kept = default_storage.save("doctor/trial", ContentFile(b"1"))
    default_storage.delete(kept)
    yield Check(
        "文件存储", FINE, type(default_storage._wrapped).__name__ if hasattr(default_storage, "_wrapped") else ""
    )
    private = [
        path for path in (folder / "keys", folder / "piaojue.sqlite3") if path.exists() and path.stat().st_mode & 0o007
    ]
    if private and settings.PRODUCTION:
        yield Check(
            "文件权限", BAD, f"{'、'.join(path.name for path in private)} 任何人可读", f"chmod -R o-rwx {folder}"
        )


@check
def fonts() -> Iterator[Check]:
    if not shutil.which("fc-list"):
        yield Check("字体", WARN, "不知道有哪些字体", "apt-get install fontconfig")
        return
    for name, wanted in ALPHABETS.items():
        there = subprocess.run(["fc-list", wanted, "family"], capture_output=True, text=True).stdout.strip()
        if not there:
            yield Check(f"字体：{name}", WARN, "打印的纸上会缺字", "运行 deploy/prerequisites.sh")
    yield Check("字体", FINE, "已检查")


@check
def transport() -> Iterator[Check]:
    if not settings.PRODUCTION:
        return
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https":
        yield Check("TLS", BAD, f"SITE_URL 是 {settings.SITE_URL}", "给网站配证书，SITE_URL 写 https:// 开头的地址")
        return
    try:
        with urlopen(f"{settings.SITE_URL}/healthz", timeout=5, context=ssl.create_default_context()):
            yield Check("TLS", FINE, "证书有效")
    except OSError as error:
        yield Check("TLS", WARN, f"从服务器自己打不开：{type(error).__name__}", "看证书是否到期、nginx 是否在运行")
