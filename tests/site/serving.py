"""A folder served on loopback, as a plain web server would."""

import functools
import gzip
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".csv")


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Tests have their own log."""

    def end_headers(self) -> None:
        """LinkChecker asks ten pages a second of a server that does not say so that it knows it."""
        self.send_header("LinkChecker", "welcome")
        super().end_headers()


class _CompressingHandler(_Handler):
    """Sends text gzipped, as servers do whose speed is measured."""

    def send_head(self) -> BinaryIO | io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if self.path.split("?")[0].endswith("/") else path
        if file.suffix not in COMPRESSED or not file.is_file():
            return super().send_head()
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: Any) -> None:
        """A browser that leaves a page drops its connections; that is no error."""


@contextmanager
def served(folder: Path, *, compressed: bool = False) -> Iterator[str]:
    """Address of ``folder`` while the block runs; it ends with a slash."""
    handler = functools.partial(_CompressingHandler if compressed else _Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
