"""Starts an emulator on http and one on https, runs the suite against both, and ends them.

The suite is a process of its own, because Python reads `SSL_CERT_FILE` once: when aiohttp is imported.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from jwcrypto.jwk import JWK

SCOPES = ["okta.eventHooks.read", "okta.eventHooks.manage", "okta.logs.read"]


@contextlib.contextmanager
def emulator(*arguments):
    command = [os.environ["OKTA_EVENT_HOOKS"], "emulator", "--port", "0", "--json", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline()
            if not line:
                sys.exit(f"the emulator did not start: {' '.join(command)}")
            yield json.loads(line)
        finally:
            process.terminate()


def service_app(client_id, dpop_required):
    """A service app as the org knows it, and its private key."""
    key = JWK.generate(kty="RSA", size=2048, kid=f"key of {client_id}")
    app = {
        "clientId": client_id,
        "keys": [key.export_public(as_dict=True)],
        "scopes": SCOPES,
        "dpopRequired": dpop_required,
    }
    return app, key


def main():
    with tempfile.TemporaryDirectory(prefix="okta-sdk-python-") as folder:
        folder = Path(folder)
        seed, ca, setting = (folder / name for name in ("seed.json", "ca.pem", "setting.json"))
        plain, plain_key = service_app("0oaOfficialSdkPlain1", dpop_required=False)
        bound, bound_key = service_app("0oaOfficialSdkBound1", dpop_required=True)
        seed.write_text(json.dumps({"oauthClients": [plain, bound]}))
        # The two forms of a private key that the SDK's README shows.
        pem = plain_key.export_to_pem(private_key=True, password=None).decode()
        jwk = bound_key.export_private()
        apps = {
            "private_key_jwt": {"clientId": plain["clientId"], "privateKey": pem, "scopes": SCOPES},
            "dpop": {"clientId": bound["clientId"], "privateKey": jwk, "scopes": SCOPES, "dpopEnabled": True},
        }
        with (
            emulator("--seed", str(seed)) as http,
            emulator("--seed", str(seed), "--tls", "--tls-ca", str(ca)) as https,
        ):
            setting.write_text(json.dumps({"orgs": {"http": http, "https": https}, "apps": apps}))
            environment = {
                # Nothing of whoever runs this: the SDK reads these variables.
                **{name: value for name, value in os.environ.items() if not name.startswith("OKTA_")},
                "OFFICIAL_SDK_SETTING": str(setting),
                "PYTHONDONTWRITEBYTECODE": "1",
                "SSL_CERT_FILE": str(ca),
                # Without it the SDK refuses http; it reads it here or in okta.yaml, never from its argument.
                "OKTA_TESTING_TESTINGDISABLEHTTPSCHECK": "true",
                # In its place the SDK reads ~/.okta/okta.yaml.
                "HOME": str(folder),
            }
            suite = [sys.executable, "-m", "unittest", "--verbose", *sys.argv[1:]]
            here = Path(__file__).parent
            # The SDK has no timeout of its own.
            return subprocess.run(suite, env=environment, cwd=here, timeout=120, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
