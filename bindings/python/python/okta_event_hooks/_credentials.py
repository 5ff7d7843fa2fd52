"""What `credentials` may be."""

from typing import Union

from ._native import AccessToken, ApiToken, ServiceApp

Credentials = Union[ApiToken, AccessToken, ServiceApp]
