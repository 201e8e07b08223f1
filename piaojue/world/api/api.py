"""The API put together: OpenAPI document at /api/v1/openapi.json."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI

from piaojue.world.api.door import Allowance, Key, anybody, say_no
from piaojue.world.api.pushing import router as pushing
from piaojue.world.api.reading import router as reading

ABOUT = """What this site shows every visitor, as data. Each list asks the same query as the page that shows it.

Reading needs no key. A key (`Authorization: Bearer KEY`) has a larger allowance. Lists go on at `next`.
Every answer has an ETag. Sent back as `If-None-Match` it costs no second transfer.
"""


class Api(NinjaAPI):
    """Operations and addresses are called as their functions."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> Any:
        """The document, which also says that whoever reads may do so without a key."""
        document = super().get_openapi_schema(**options)
        for operations in document["paths"].values():
            if reading := operations.get("get"):
                reading["security"] = [*reading.get("security", []), {}]
        return document

    def get_operation_url_name(self, operation: Any, router: Any) -> str:
        return f"api_{operation.view_func.__name__}"


def readable_elsewhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Pages of other sites may read the answer; no cookie is asked for, so nothing of a reader's own is in it."""
    tagged = conditional_page(view)

    @wraps(view)
    def answer(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        response = _unknown_filters(request) or tagged(request, *parts, **named)
        if request.method == "GET":
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return answer


def _unknown_filters(request: HttpRequest) -> HttpResponse | None:
    """422 for a filter that this address does not have: an answer without it would look like a filtered one."""
    match = request.resolver_match
    known = _filters().get(match.url_name or "") if match and request.method == "GET" else None
    if known is None or not (strange := sorted(set(request.GET) - known)):
        return None
    there = f"这里可以用：{'、'.join(sorted(known))}。" if known else "这里没有筛选条件。"
    said = {"detail": f"没有这样的筛选条件：{'、'.join(strange)[:200]}。{there}", "fields": strange[:20]}
    return api.create_response(request, said, status=422)


@cache
def _filters() -> dict[str, frozenset[str]]:
    """The names of the filters of each reading address, by the address's name."""
    operations = [
        operation
        for _prefix, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
        if "GET" in operation.methods
    ]
    return {
        f"api_{one.view_func.__name__}": frozenset(
            name
            for model in one.models
            if model.__ninja_param_source__ == "query"
            for name in model.__ninja_flatten_map__
        )
        for one in operations
    }


api = Api(
    title="票决开放接口",
    version="1",
    description=ABOUT,
    docs_url=None,
    urls_namespace="api",
    auth=[Key(), anybody],
    throttle=[Allowance()],
)
say_no(api)
api.add_decorator(readable_elsewhere, mode="view")
api.add_router("", reading)
api.add_router("", pushing)
