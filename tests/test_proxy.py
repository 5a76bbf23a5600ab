"""The example configuration of a proxy: two replicas, sticky readers, compressed scripts, what is made kept."""

from __future__ import annotations

import getpass
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from etl.contract import ROOT
from tests.server import serve

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"


@pytest.fixture
def proxy(warehouse: Path, tmp_path: Path) -> Iterator[str]:
    """The address of nginx in front of two servers, with the ports of the example changed to free ones."""
    with serve(warehouse) as first, serve(warehouse) as second, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
        free.close()
        told = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
        for old, new in (
            ("8501", first.rsplit(":")[-1]),
            ("8502", second.rsplit(":")[-1]),
            ("listen 8080", f"listen {port}"),
        ):
            assert old in told
            told = told.replace(old, new)
        (tmp_path / "nginx.conf").write_text(told, encoding="utf-8")
        server = subprocess.Popen(
            [
                NGINX,
                "-c",
                str(tmp_path / "nginx.conf"),
                "-p",
                str(tmp_path),
                "-e",
                "stderr",
                "-g",
                f"user {getpass.getuser()};",
            ]
        )
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                httpx.get(f"{address}/health")
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield address
        server.terminate()
        server.wait()


@pytest.mark.browser
def test_readers_behind_the_proxy_get_pages_and_charts_once_made(proxy: str, browser: Browser) -> None:
    chart = f"{proxy}/embed/lorenz"
    answers = [httpx.get(chart, headers={"Accept-Encoding": "br"}) for _ in range(2)]
    assert [answer.headers["x-kept"] for answer in answers] == ["MISS", "HIT"]
    assert {answer.headers["content-encoding"] for answer in answers} == {"br"}
    assert httpx.get(chart, headers={"If-None-Match": answers[0].headers["etag"]}).status_code == 304
    page = browser.new_page()
    scripts: list[str] = []
    page.on(
        "response",
        lambda answer: (
            scripts.append(answer.headers.get("content-encoding", "")) if answer.url.endswith(".js") else None
        ),
    )
    page.goto(f"{proxy}/disparity")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert scripts
    assert set(scripts) == {"br"}
