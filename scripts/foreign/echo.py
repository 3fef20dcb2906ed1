"""The other end of an echo, in asyncio: client or server; TCP, Unix or TLS.

    echo.py client ADDRESS FILE [CA]       sends FILE, and compares what comes back
    echo.py server ADDRESS [CHAIN KEY]     prints "Listening at [127.0.0.1:PORT]"
    echo.py flood ADDRESS                  sends until nothing goes through, and reads nothing

ADDRESS is a port (0: any) or a path.
"""

import asyncio
import ssl
import sys


async def connect(address, tls):
    if "/" in address:
        return await asyncio.open_unix_connection(address)
    host = "localhost" if tls else "127.0.0.1"
    return await asyncio.open_connection(host, int(address), ssl=tls)


async def client(address, file, ca=None):
    tls = ssl.create_default_context(cafile=ca) if ca else None
    with open(file, "rb") as f:
        data = f.read()
    reader, writer = await connect(address, tls)

    async def send():
        for i in range(0, len(data), 100_003):
            writer.write(data[i : i + 100_003])
            await writer.drain()
        if not tls:  # asyncio cannot half-close TLS
            writer.write_eof()

    sending = asyncio.create_task(send())
    echo = await reader.readexactly(len(data))
    await sending
    if not tls:
        assert await reader.read() == b"", "more came back than was sent"
    writer.close()
    assert echo == data, "the echo is not what was sent"


async def echo(reader, writer):
    while block := await reader.read(65536):
        writer.write(block)
        await writer.drain()
    writer.close()


async def server(address, chain=None, key=None):
    tls = None
    if chain:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(chain, key)
    if "/" in address:
        serving = await asyncio.start_unix_server(echo, address)
        print(f"Listening at [{address}]", flush=True)
    else:
        serving = await asyncio.start_server(echo, "127.0.0.1", int(address), ssl=tls)
        port = serving.sockets[0].getsockname()[1]
        print(f"Listening at [127.0.0.1:{port}]", flush=True)
    await serving.serve_forever()


async def flood(address):
    reader, writer = await connect(address, None)
    reader._transport.pause_reading()
    try:
        while True:
            writer.write(bytes(1 << 16))
            await asyncio.wait_for(writer.drain(), 1)
    except asyncio.TimeoutError:
        print("Listening at [stuck]", flush=True)
        await asyncio.sleep(3600)


if __name__ == "__main__":
    asyncio.run({"client": client, "server": server, "flood": flood}[sys.argv[1]](*sys.argv[2:]))
