"""A client that openapi-python-client generated calls the generated server of generator/tests/prove/rich.yaml, whose handlers return
sampled responses. Each call must get a response that the document has for the operation, and the client must read it."""

import io
import json
import sys
from http import HTTPStatus

from rich import AuthenticatedClient
from rich.api.default import forms, limits, places, look
from rich.models import Filter, Limited, Point, Upload
from rich.types import File

client = AuthenticatedClient(base_url=sys.argv[1], token="secret", auth_header_name="X-Key", prefix="")
calls = 0


def check(response, statuses):
    global calls
    calls += 1
    assert response.status_code in statuses, f"{response.status_code}: {response.content!r}"


OK, ACCEPTED, NO_CONTENT = HTTPStatus.OK, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT
PLACES = [OK, ACCEPTED]
# Without the parameter `joined`: this client has no pipes between the items of a list.
for path in ["plain", "a b", "ä/ö?#[]@!$&'()*+,;=%", "~.-_"]:
    for _ in range(20):
        response = places.sync_detailed(
            path, client=client, list_=["a", "b c", "&="], deep=Filter(x=1, label="é&"), x_count=7, crumb="c"
        )
        check(response, PLACES)
for name, items in [("ab", ["a"]), ("äöü", ["a", "b", "c"])]:
    check(limits.sync_detailed(client=client, body=Limited.from_dict({"name": name, "list": items, "count": 3, "code": "abc"})), [NO_CONTENT])
# The server keeps limits that this client does not know.
rejected = limits.sync_detailed(client=client, body=Limited.from_dict({"name": "a", "list": []}))
check(rejected, [HTTPStatus.BAD_REQUEST])
assert {"body.list", "body.name"} == {one["location"] for one in json.loads(rejected.content)["errors"]}
# This client takes an image for the error that is documented by default, so the response is checked before it is read.
def sent(body):
    return client.get_httpx_client().request(**forms._get_kwargs(body=body))


check(sent(Point(x=3, label="a b&c=d")), [OK])
upload = Upload(file=File(io.BytesIO(b"\x00\r\n--x"), "ä.bin", "application/octet-stream"), title="t", tags=["a", "b"])
check(sent(upload), [OK])
check(look.sync_detailed(client=client), [OK])
print(f"{calls} calls of openapi-python-client: each was answered as the document says")
