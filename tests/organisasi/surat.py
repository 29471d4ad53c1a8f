"""A mail server of the test's own: it takes letters, refuses some addresses, and can be told to go away."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

from django.test import override_settings


@dataclass
class KotakSurat:
    """What arrived: address and text. ``tolak`` are addresses that do not exist here."""

    tolak: set[str] = field(default_factory=set)
    surat: list[tuple[str, str]] = field(default_factory=list)
    # After so many letters the server breaks every connection.
    putus_sesudah: int | None = None

    @property
    def alamat(self) -> list[str]:
        return [to for to, _text in self.surat]


class _Percakapan(socketserver.StreamRequestHandler):
    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self) -> None:
        kotak: KotakSurat = self.server.kotak  # type: ignore[attr-defined]
        self._say("220 uji")
        to = ""
        for raw in self.rfile:
            line = raw.decode().strip()
            verb = line.upper()[:4]
            if verb == "RCPT":
                to = line.partition(":")[2].strip(" <>").split(">")[0]
                self._say("550 no such address" if to in kotak.tolak else "250 ok")
            elif verb == "DATA":
                if kotak.putus_sesudah is not None and len(kotak.surat) >= kotak.putus_sesudah:
                    return
                self._say("354 go on")
                body = b""
                while (part := self.rfile.readline()) not in {b".\r\n", b""}:
                    body += part
                letter: Any = message_from_bytes(body, policy=policy.default)
                kotak.surat.append((to, f"{letter['subject']}\n{letter.get_content()}"))
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")


@contextmanager
def kotak_surat() -> Iterator[KotakSurat]:
    """A server on a free port; Django sends through it for the block."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Percakapan) as server:
        server.daemon_threads = True
        kotak = server.kotak = KotakSurat()  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = server.server_address[:2]
        backend = "django.core.mail.backends.smtp.EmailBackend"
        with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST=host, EMAIL_PORT=port):
            yield kotak
        server.shutdown()
