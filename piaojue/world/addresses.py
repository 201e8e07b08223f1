"""Addresses outside that somebody typed: which may be asked, and asking them without being led elsewhere.

Whoever registers a partner could otherwise make this server ask what only this server reaches (SSRF). The name is looked up
once, each address that it has is judged, and the connection goes to the one that was judged. Redirects are not followed.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from django.conf import settings

TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
TRANSLATED_INSIDE = ipaddress.IPv6Network("64:ff9b:1::/48")
"""RFC 8215: an operator's own translation, which may lead inside."""
COMPATIBLE = ipaddress.IPv6Network("::/96")
PATH_SIGNS = "/%:@!$&'()*+,;=?~"
"""What stands in a path or a query as it was typed; other signs and scripts are written as %XX."""
SECONDS = 5
"""How long the other side may take, for each step."""
MOST = 2000
"""Bytes of an answer that are read."""


class Forbidden(Exception):
    """This address is never asked. Its words are Chinese, for who typed it."""


def check_address(url: str) -> tuple[str, int, str]:
    """(scheme, port, host in ASCII) of an address that may be asked, as far as its text says. raises: Forbidden."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()  # UnicodeError is a ValueError: a label is too long
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Forbidden("这个地址写得不对，请核对") from error
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.WEBHOOK_NETS):
        raise Forbidden("推送地址要以 https:// 开头")
    if not host or parts.username or parts.password:
        raise Forbidden("推送地址里要有主机名，不能带用户名和密码")
    _refuse_inner(_written_as_numbers(host, port))
    return parts.scheme, port, host


def _written_as_numbers(host: str, port: int) -> set[str]:
    """The network addresses of a host that needs no name server: 127.0.0.1, 127.1, [::1], localhost."""
    if host == "localhost" or host.endswith(".localhost"):
        return {"127.0.0.1"}
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except OSError:
        return set()
    return {str(row[4][0]) for row in found}


def looked_up(host: str, port: int) -> str:
    """The first network address of the host. raises: Forbidden when any of them lies inside; OSError when there is none."""
    found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    _refuse_inner(found)
    return min(found)


def _refuse_inner(found: set[str]) -> None:
    """raises: Forbidden."""
    for one in sorted(found):
        if not _may_ask(ipaddress.ip_address(one.partition("%")[0])):
            raise Forbidden("这个主机在内部网络里，不能推送（需要时请管理员设置 WEBHOOK_NETS）")


def _may_ask(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    meant = _within(address) if isinstance(address, ipaddress.IPv6Address) else address
    allowed = any(meant in ipaddress.ip_network(net) for net in settings.WEBHOOK_NETS)
    inner = isinstance(meant, ipaddress.IPv6Address) and (meant.is_site_local or meant in TRANSLATED_INSIDE)
    return allowed or (meant.is_global and not meant.is_multicast and not inner)


def _within(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The IPv4 address that an IPv6 one stands for: ::ffff:a.b.c.d, ::a.b.c.d, 64:ff9b::a.b.c.d (RFC 6052), 2002:… (6to4)."""
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in TRANSLATED or (address in COMPATIBLE and int(address) > 1):
        return last
    return address.ipv4_mapped or address.sixtofour or address


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was judged, whatever the name says by now."""

    def __init__(self, host: str, port: int, at: str, secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._at, self._secure = at, secure

    def connect(self) -> None:
        plain = socket.create_connection((self._at, self.port), SECONDS)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host) if self._secure else plain


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send JSON to an address outside. Returns the status of the answer. raises: Forbidden; OSError, HTTPException, ValueError."""
    scheme, port, host = check_address(url)
    connection = _Pinned(host, port, looked_up(host, port), scheme == "https")
    parts = urlsplit(url)
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=PATH_SIGNS)
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        answer.read(MOST)
        return answer.status
    finally:
        connection.close()
