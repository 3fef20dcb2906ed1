"""Sends datagrams back, in asyncio; prints "Listening at [127.0.0.1:PORT]"."""

import asyncio


class Echo(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        self.transport.sendto(data, address)


async def main():
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Echo, local_addr=("127.0.0.1", 0))
    print(f"Listening at [127.0.0.1:{transport.get_extra_info('sockname')[1]}]", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
