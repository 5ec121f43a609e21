"""Ask only for what changed: If-None-Match and If-Modified-Since from the last answer.

Rule 1: validators come with the request (`meta["validators"]`), from the database; nothing is
    cached here. Scrapy's HTTP cache served pages for weeks without asking at all.
Rule 2: a 304 to a question without conditions is a server's fault and says nothing of the page.
    It is asked once more, then it ends as a failure that is due again.
"""

from http import HTTPStatus

from scrapy import Request
from scrapy.http import Response

from crawler.middlewares.refusals import NotModifiedUnasked

VALIDATORS = "validators"
_ASKED_AGAIN = "asked_again_after_304"


class ConditionalMiddleware:
    """Adds the conditions, and checks that a 304 answers one."""

    def process_request(self, request: Request) -> None:
        """`meta["validators"]` is (etag, last_modified), each None where the site sent none."""
        etag, last_modified = request.meta.get(VALIDATORS, (None, None))
        if etag:
            request.headers["If-None-Match"] = etag
        if last_modified:
            request.headers["If-Modified-Since"] = last_modified

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Raises NotModifiedUnasked for the second 304 that nobody asked for."""
        if response.status != HTTPStatus.NOT_MODIFIED or _is_conditional(request):
            return response
        if request.meta.get(_ASKED_AGAIN):
            raise NotModifiedUnasked("HTTP 304 twice, though no condition was sent")
        again = request.replace(dont_filter=True)
        again.meta[_ASKED_AGAIN] = True
        return again


def _is_conditional(request: Request) -> bool:
    return "If-None-Match" in request.headers or "If-Modified-Since" in request.headers
