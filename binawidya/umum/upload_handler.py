"""Large uploads on their way through the temporary folder."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

FAILED = "unggahan_gagal"


class CarefulTemporaryFileUploadHandler(TemporaryFileUploadHandler):
    """Gives an upload up when the temporary folder is full, instead of failing the whole request.

    The file is then missing from the form; :func:`upload_failed` tells why.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        try:
            return super().receive_data_chunk(raw_data, start)
        except OSError:
            self._give_up()
            raise StopUpload from None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        try:
            return super().file_complete(file_size)
        except OSError:
            self._give_up()
            return None

    def _give_up(self) -> None:
        if self.request is not None:
            setattr(self.request, FAILED, True)
        try:
            self.file.close()
        except OSError:
            # What could not be written cannot be flushed either; closing removes the file all the same.
            return


def upload_failed(request: HttpRequest | Any) -> bool:
    """Whether a file of this request did not fit into the temporary folder."""
    return bool(getattr(request, FAILED, False))
