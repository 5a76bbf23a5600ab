"""How much work one client may cause: so many answers a minute that have to be made, and no more at once than the machine bears."""

from __future__ import annotations

import ipaddress
import os
import time
from collections import OrderedDict
from collections.abc import Callable

A_MINUTE = int(os.environ.get("RENDERS_A_MINUTE", "300"))  # 0: no limit
CLIENTS = 10_000  # remembered at most; the one not seen for longest is forgotten, and starts afresh


class Budget:
    """A bucket for each client, full at first, that fills again evenly within a minute."""

    def __init__(self, a_minute: int = A_MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        self.a_minute = a_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # client -> what is left, and when that was

    def wait(self, client: str) -> int:
        """Take one; nought where there was one to take, else the seconds until there is."""
        if not self.a_minute:
            return 0
        now, name = self._clock(), network(client)
        left, then = self._left.pop(name, (float(self.a_minute), now))
        left = min(float(self.a_minute), left + (now - then) * self.a_minute / 60)
        granted = left >= 1
        self._left[name] = (left - 1 if granted else left, now)
        if len(self._left) > CLIENTS:
            self._left.popitem(last=False)
        return 0 if granted else max(1, round(60 * (1 - left) / self.a_minute))


def network(client: str) -> str:
    """What counts as one client: an address, of version 6 the /64 around it, which is what one household has."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else client
