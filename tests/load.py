"""Twenty people clicking at once, over real sockets: how long each waits, and whether memory stays. ``python -m tests.load [SECONDS]``."""

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

from tests.server import serve

SESSIONS, SECONDS, PAUSE = 20, 120, (1.0, 3.0)  # seconds that a person reads between two clicks, which is fast
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


@dataclass
class Told:
    """What the sessions saw: seconds from click to finished page, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


async def session(address: str, number: int, until: float, told: Told, first: Sequence[int] = ()) -> None:
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
            page, asked = CLICKS[asked_first.pop(0)] if asked_first else chance.choice(CLICKS)
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


async def crowd(address: str, seconds: float) -> Told:
    """All sessions at once."""
    told, until = Told(), time.monotonic() + seconds
    await asyncio.gather(*(session(address, number, until, told) for number in range(SESSIONS)))
    return told


def main(seconds: float) -> None:
    """Print waits and memory: one reader who opens every page, as the first of the day does; one session alone; then the crowd."""
    with serve() as address:
        new, alone = Told(), Told()
        asyncio.run(session(address, 0, 0, new, range(len(CLICKS))))
        asyncio.run(session(address, 0, time.monotonic() + seconds / 4, alone))
        before = sum(megabytes())
        first = asyncio.run(crowd(address, seconds / 2))
        half = sum(megabytes())
        second = asyncio.run(crowd(address, seconds / 2))
        after = sum(megabytes())
    seen = sorted(first.seconds + second.seconds)
    one, p95 = statistics.median(alone.seconds), seen[int(0.95 * len(seen))]
    print(
        f"first reader of a page   {1000 * statistics.median(new.seconds):7.0f} ms median, {1000 * max(new.seconds):.0f} ms at most of {len(new.seconds)} pages"
    )
    print(f"one session              {1000 * one:7.0f} ms median of {len(alone.seconds)} clicks")
    print(
        f"{SESSIONS} sessions, {seconds:.0f} s       {1000 * statistics.median(seen):7.0f} ms median, {1000 * p95:.0f} ms p95 of {len(seen)} clicks, {len(new.troubles + first.troubles + second.troubles)} errors; {statistics.median(seen) / one:.1f} times one session"
    )
    print(
        f"memory                   {before:7.0f} MB after one session, {half:.0f} MB after half, {after:.0f} MB at the end"
    )
    for trouble in sorted(set(new.troubles + first.troubles + second.troubles))[:10]:
        print(trouble)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
