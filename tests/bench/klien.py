"""A visitor with a browser's manners: a session of the own, cookies, forms with their token."""

import http.client
import re
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode

PATIENCE: Final = 30.0
_TOKEN: Final = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class JawabanSalah(Exception):
    """The site answered something else than the page that was to be measured."""


class Klien:
    """Talks to ``127.0.0.1:port``. Each request has a connection of its own, so that every worker gets its share."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._cookies: dict[str, str] = {}

    def masuk(self, username: str, sandi: str) -> "Klien":
        """Sign in through the form."""
        form = self.ambil("/akun/masuk/")
        token = _TOKEN.search(form)
        if token is None:
            raise JawabanSalah("/akun/masuk/")
        fields = {"csrfmiddlewaretoken": token[1].decode(), "login": username, "password": sandi}
        status, _body = self._send("POST", "/akun/masuk/", urlencode(fields))
        if status != http.client.FOUND:
            raise JawabanSalah(f"/akun/masuk/ {status}")
        return self

    def ambil(self, alamat: str) -> bytes:
        """The whole page.

        :raises JawabanSalah: it is none, or another one.
        """
        status, body = self._send("GET", alamat)
        if status != http.client.OK or not body.rstrip().endswith(b"</html>"):
            raise JawabanSalah(f"{alamat} {status}")
        return body

    def _send(self, method: str, alamat: str, body: str | None = None) -> tuple[int, bytes]:
        headers = {"Accept": "text/html", "Cookie": "; ".join(f"{key}={value}" for key, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, alamat, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies |= {key: morsel.value for key, morsel in SimpleCookie(line).items()}
        return answer.status, content
