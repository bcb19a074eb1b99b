"""Serve a folder as a static host does: nginx, HTTP/2, TLS 1.3, and files compressed beforehand.

Needs Debian's nginx with `ngx_http_brotli_static_module`, and `openssl`.
"""

import base64
import gzip
import hashlib
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import brotli
from slow_link import SERVER_IP, inside

__all__ = ["Certificate", "compress", "make_certificate", "served"]

_COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".xml"}
_PATIENCE = 20.0
_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
_CONFIGURATION = """\
load_module {module};
daemon off; master_process off; worker_processes 1; user root;
pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ }}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen {ip}:443 ssl http2;
    ssl_certificate {chain}; ssl_certificate_key {key};
    ssl_protocols TLSv1.3; ssl_buffer_size {record};
    root {root}; brotli_static on; gzip_static on; expires 10m; keepalive_timeout 300s;
  }}
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Files of a chain (a site and its authority) and of a key; `pin` names the key to a browser."""

    chain: Path
    key: Path
    pin: str


def compress(folder: Path) -> None:
    """Write `.br` and `.gz` beside each text file, at their best, as is done once before publishing."""
    for file in sorted(folder.rglob("*")):
        if file.suffix in _COMPRESSED:
            data = file.read_bytes()
            Path(f"{file}.br").write_bytes(brotli.compress(data, quality=11))
            Path(f"{file}.gz").write_bytes(gzip.compress(data, 9, mtime=0))


def make_certificate(folder: Path) -> Certificate:
    """Make an authority, and a certificate of it with an elliptic key, as public authorities give out."""
    authority, site, chain = folder / "authority", folder / "site", folder / "chain.pem"
    new = ("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj")
    _openssl(*new, "/O=Bench/CN=Bench Authority", "-x509", "-days", "30",
             "-keyout", f"{authority}.key", "-out", f"{authority}.pem")  # fmt: skip
    _openssl(*new, f"/CN={SERVER_IP}", "-keyout", f"{site}.key", "-out", f"{site}.csr")
    names = folder / "names"
    names.write_text(f"subjectAltName=IP:{SERVER_IP}\nextendedKeyUsage=serverAuth\n", "ascii")
    _openssl("x509", "-req", "-in", f"{site}.csr", "-CA", f"{authority}.pem", "-CAkey",
             f"{authority}.key", "-days", "30", "-extfile", str(names), "-out", f"{site}.pem")  # fmt: skip
    chain.write_bytes(Path(f"{site}.pem").read_bytes() + Path(f"{authority}.pem").read_bytes())
    public = _openssl("pkey", "-in", f"{site}.key", "-pubout", "-outform", "DER")
    pin = base64.b64encode(hashlib.sha256(public).digest()).decode()
    return Certificate(chain=chain, key=Path(f"{site}.key"), pin=pin)


def _openssl(*words: str) -> bytes:
    done = subprocess.run(["openssl", *words], check=True, capture_output=True)  # noqa: S607
    return done.stdout


@contextmanager
def served(
    root: Path, namespace: str, certificate: Certificate, scratch: Path, record: int
) -> Iterator[str]:
    """Serve a folder in a namespace and yield its base URL; `record` is the size of TLS records."""
    configuration = scratch / "nginx.conf"
    text = _CONFIGURATION.format(
        module=_MODULE, folder=scratch, ip=SERVER_IP, chain=certificate.chain,
        key=certificate.key, record=record, root=root,
    )  # fmt: skip
    configuration.write_text(text, "utf-8")
    command = inside(namespace, "nginx", "-p", str(scratch), "-c", str(configuration))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as nginx:
        try:
            _wait_for(scratch / "nginx.pid", nginx)
            yield f"https://{SERVER_IP}/"
        finally:
            nginx.terminate()


def _wait_for(sign: Path, nginx: subprocess.Popen[bytes]) -> None:
    """Wait for the file that nginx writes when it listens; SystemExit where it ends before."""
    deadline = time.monotonic() + _PATIENCE
    while not sign.exists():
        if nginx.poll() is not None or time.monotonic() > deadline:
            message = f"nginx did not start; see {sign.with_name('error.log')}"
            raise SystemExit(message)
        time.sleep(0.02)
