"""Twenty people clicking at once, over real sockets: how long each waits, and whether memory stays. ``python -m tests.load [SECONDS]``.

Twice: on the same two dozen pages, of which everything is soon held ready, and on any language, country and test in any language of
the interface, which fills what the server keeps (all of it bounded: DuckDB's frames, drawn charts, worded tables) to its bounds.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin, Subprotocol
from websockets.asyncio.client import connect

from dashboard.store import WAREHOUSE, open_store
from dashboard.text import interface_languages
from tests.server import serve

SESSIONS, SECONDS, PAUSE = 20, 240, (1.0, 3.0)  # seconds that a person reads between two clicks, which is fast
CLOSED_S = (
    130  # after which the server has forgotten sessions that were closed; it waits two minutes for them to come back
)
CLICKS: list[tuple[str, dict[str, str]]] = [
    ("", {}),
    ("", {"own": "yo", "home": "NG"}),
    ("language", {"tag": "yo"}),
    ("language", {"tag": "bn", "lang": "fr"}),
    ("language", {"find": "arab"}),
    ("country", {"code": "NG"}),
    ("country", {"code": "IN", "lang": "ar"}),
    ("country", {}),
    ("compare", {"with": "ha,yo,sw"}),
    ("capability", {}),
    ("capability", {"view": "grid"}),
    ("capability", {"view": "index"}),
    ("safety", {}),
    ("attention", {}),
    ("disparity", {"tau": "0.5"}),
    ("closing", {}),
    ("coverage", {"about": "capability"}),
    ("works", {}),
    ("advice", {}),
    ("advice", {"tag": "ha"}),
    ("recommendation", {}),
    ("objections", {}),
    ("benchmarks", {}),
    ("methods", {"lang": "hi"}),
]


Click = tuple[str, dict[str, str]]


def anything(many: int) -> list[Click]:
    """Clicks by chance, on whatever the warehouse holds."""
    store, chance = open_store(WAREHOUSE), random.Random(1)  # noqa: S311
    measured = sorted(store.view("coverage", state="measured")["language_tag"].unique())
    tests = store.view("test", order="test_id").to_dict("records")
    codes = list(store.view("territory", order="territory_code")["territory_code"])
    clicks: list[Click] = []
    for kind in chance.choices(["language", "country", "compare", "test", ""], weights=[40, 20, 10, 15, 15], k=many):
        test = chance.choice(tests)
        page, asked = {
            "language": ("language", {"tag": chance.choice(measured)}),
            "country": ("country", {"code": chance.choice(codes)}),
            "compare": ("compare", {"with": ",".join(chance.sample(measured, 3))}),
            "test": (
                "safety" if test["dimension"] == "safety" else "capability",
                {"benchmark": test["benchmark_id"], "test": test["test_id"]},
            ),
            "": chance.choice(CLICKS),
        }[kind]
        clicks.append((page, {"lang": chance.choice(interface_languages()), **asked}))
    return clicks


@dataclass
class Told:
    """What the sessions saw: seconds from click to finished page, what went wrong, and megabytes of the server on the way."""

    seconds: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


async def session(
    address: str, number: int, until: float, told: Told, clicks: Sequence[Click] = CLICKS, first: Sequence[int] = ()
) -> None:
    """One person: clicks, waits for the page to finish, reads, clicks again. ``first``: the clicks, by place, before those by chance."""
    chance = random.Random(number)  # noqa: S311 - which page to click on
    async with connect(
        address.replace("http", "ws") + "/_stcore/stream",
        max_size=None,
        origin=Origin(address),
        subprotocols=[Subprotocol("streamlit")],
    ) as socket:
        asked_first = list(first)
        while asked_first or time.monotonic() < until:
            page, asked = clicks[asked_first.pop(0)] if asked_first else chance.choice(clicks)
            message = BackMsg()
            message.rerun_script.page_name = page
            message.rerun_script.query_string = urlencode(asked)
            message.rerun_script.context_info.url = f"{address}/{page}"
            start = time.perf_counter()
            await socket.send(message.SerializeToString())
            while True:
                answer = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(decode=False), 30))
                kind = answer.WhichOneof("type")
                if kind == "delta" and (trouble := error_in(answer)):
                    told.troubles.append(f"{page} {asked}: {trouble}")
                if kind == "script_finished":
                    if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                        told.troubles.append(f"{page} {asked}: {answer.script_finished}")
                    break
            told.seconds.append(time.perf_counter() - start)
            if not asked_first:
                await asyncio.sleep(chance.uniform(*PAUSE))


def error_in(answer: ForwardMsg) -> str:
    """What went wrong in a part of a page: the frame turns every exception into words on red; nothing where nothing did."""
    element = answer.delta.new_element
    if element.WhichOneof("type") == "exception":
        return str(element.exception.message)
    failed = element.WhichOneof("type") == "alert" and element.alert.format == Alert.ERROR
    return str(element.alert.body) if failed else ""


def megabytes() -> Iterator[float]:
    """Resident megabytes of every server that this process started."""
    for line in subprocess.check_output(["ps", "-eo", "ppid,rss,args"], text=True).splitlines()[1:]:
        parent, size, command = line.split(maxsplit=2)
        if "dashboard/app.py" in command and int(parent) == own_number():
            yield int(size) / 1024


def own_number() -> int:
    """The number of this process."""
    return int(Path("/proc/self").resolve().name)


async def crowd(address: str, seconds: float, clicks: Sequence[Click]) -> Told:
    """All sessions at once; the server is weighed ten times on the way."""
    told, until = Told(), time.monotonic() + seconds

    async def weigh() -> None:
        for _ in range(10):
            await asyncio.sleep(seconds / 10)
            told.memory.append(await asyncio.to_thread(lambda: sum(megabytes())))

    await asyncio.gather(weigh(), *(session(address, number, until, told, clicks) for number in range(SESSIONS)))
    return told


def main(seconds: float) -> None:
    """Print waits and memory: one reader who opens every page, as the first of the day does; one session alone; then the crowds."""
    with serve() as address:
        new, alone = Told(), Told()
        asyncio.run(session(address, 0, 0, new, first=range(len(CLICKS))))
        asyncio.run(session(address, 0, time.monotonic() + seconds / 4, alone))
        before = sum(megabytes())
        crowds = {
            "the same pages": asyncio.run(crowd(address, seconds, CLICKS)),
            "anything": asyncio.run(crowd(address, seconds, anything(5000))),
        }
        time.sleep(CLOSED_S)
        after = sum(megabytes())
    one = statistics.median(alone.seconds)
    print(
        f"first reader of a page   {1000 * statistics.median(new.seconds):7.0f} ms median, {1000 * max(new.seconds):.0f} ms at most of {len(new.seconds)} pages"
    )
    print(f"one session              {1000 * one:7.0f} ms median of {len(alone.seconds)} clicks; {before:.0f} MB")
    for name, told in crowds.items():
        seen = sorted(told.seconds)
        print(
            f"{SESSIONS} sessions, {name:<13} {1000 * statistics.median(seen):7.0f} ms median, {1000 * seen[int(0.95 * len(seen))]:.0f} ms p95 of {len(seen)} clicks in {seconds:.0f} s, {len(told.troubles)} errors; MB every {seconds / 10:.0f} s: {' '.join(f'{held:.0f}' for held in told.memory)}"
        )
    print(f"sessions closed          {after:7.0f} MB after {CLOSED_S} s")
    for trouble in sorted({trouble for told in (new, alone, *crowds.values()) for trouble in told.troubles})[:10]:
        print(trouble)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
