"""What the emulator has and Okta does not: the paths under /emulator."""

import json
import urllib.request


class Control:
    def __init__(self, org_url):
        self.org_url = org_url

    def get(self, name):
        return self._send(urllib.request.Request(f"{self.org_url}/emulator/{name}"))

    def post(self, name, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        headers = {"Content-Type": "application/json"}
        return self._send(urllib.request.Request(f"{self.org_url}/emulator/{name}", body, headers))

    def _send(self, request):
        with urllib.request.urlopen(request, timeout=20) as response:
            return json.load(response)
