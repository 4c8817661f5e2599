"""The strict fake Telegram behind a real local socket, so that a process can be killed."""

import asyncio
from urllib.parse import parse_qsl

from telegram.error import NetworkError

from tests.fake_telegram import FakeTelegram, _decoded

_PATIENCE = 3_600.0  # a late answer comes late; whether anybody still listens is their business


class Socket:
    """Serves one fake on 127.0.0.1; what the fake says of a cut line happens to the line."""

    def __init__(self, telegram: FakeTelegram) -> None:
        self.telegram = telegram
        self.port = 0

    async def open(self) -> None:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Listen no more."""
        self._server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._one(reader, writer):
                pass
        except (
            NetworkError,
            ConnectionError,
            asyncio.IncompleteReadError,
            asyncio.CancelledError,
        ):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = (await reader.readline()).split()
        if len(first) < 2:
            return False
        length = 0
        while (line := await reader.readline()).strip():
            name, _, value = line.decode().partition(":")
            if name.lower() == "content-length":
                length = int(value)
        body = (await reader.readexactly(length)).decode()
        token, method = first[1].decode().removeprefix("/bot").rsplit("/", 1)
        given = _decoded(dict(parse_qsl(body, keep_blank_values=True)))
        status, answer = await self.telegram.serve(token, method, given, {}, _PATIENCE)
        head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\n"
        writer.write(f"{head}Content-Length: {len(answer)}\r\n\r\n".encode() + answer)
        await writer.drain()
        return True
