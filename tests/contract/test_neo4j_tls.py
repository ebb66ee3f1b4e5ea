"""Encrypted addresses of Neo4j, with a real TLS end in front of the real server."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_service.errors import StoreUnavailable
from graph_service.model import Actor
from graph_service.snapshot import Changes
from graph_service.store.neo4j_store import Neo4jStore
from tests.neo4j_fixture import settings_for, wipe

pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate"),
]


# a TLS end on a free port that hands everything to a plain one; runs as a process of its own and is killed at the end
_TLS_END = """
import asyncio, ssl, sys
certificate, key, port = sys.argv[1:]

async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()

async def handle(reader, writer):
    behind = await asyncio.open_connection("127.0.0.1", int(port))
    await asyncio.gather(pump(reader, behind[1]), pump(behind[0], writer))

async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


@pytest.fixture
def encrypted(neo4j_uri: str, tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """Port of a TLS end before the server, and the certificate it shows."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    port = neo4j_uri.rpartition(":")[2]
    end = subprocess.Popen(
        [sys.executable, "-c", _TLS_END, str(certificate), str(key), port], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True,
    )  # fmt: skip
    assert end.stdout is not None
    yield int(end.stdout.readline()), certificate
    end.kill()
    end.stdout.close()
    end.wait()


def test_a_certificate_of_ones_own_is_trusted_when_it_is_named(encrypted: tuple[int, Path], neo4j_uri: str) -> None:
    port, certificate = encrypted
    wipe(neo4j_uri)
    settings = settings_for(f"bolt+s://127.0.0.1:{port}").model_copy(update={"neo4j_certificates": certificate})
    with Neo4jStore.connect(settings) as store:
        change = Changes(nodes=(Actor(id="a", name="A"),))
        assert store.apply(change, expected=0, author="t", note="").number == 1


def test_an_unknown_certificate_is_refused_and_said_in_words(encrypted: tuple[int, Path]) -> None:
    with pytest.raises(StoreUnavailable):
        Neo4jStore.connect(settings_for(f"bolt+s://127.0.0.1:{encrypted[0]}"))


def test_any_certificate_will_do_where_the_address_says_so(encrypted: tuple[int, Path]) -> None:
    with Neo4jStore.connect(settings_for(f"bolt+ssc://127.0.0.1:{encrypted[0]}")) as store:
        assert store.healthy().engine == "neo4j"
