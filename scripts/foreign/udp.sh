# Datagrams; read by foreign-programs.

udp_netcat() {
  equal hello "$(echo hello | nc -u -w 2 127.0.0.1 "$at")"
}

udp_socat() {
  equal hello "$(echo hello | socat -T 2 - "UDP:127.0.0.1:$at")"
}

udp_python() {
  python3 - "$at" <<'P'
import asyncio, sys

class Client(asyncio.DatagramProtocol):
    def __init__(self):
        self.heard = asyncio.Queue()

    def datagram_received(self, data, address):
        self.heard.put_nowait(data)

async def main():
    loop = asyncio.get_running_loop()
    transport, client = await loop.create_datagram_endpoint(
        Client, remote_addr=("127.0.0.1", int(sys.argv[1])))
    for i in range(100):
        message = b"%d " % i + bytes(i * 10)
        transport.sendto(message)
        assert await asyncio.wait_for(client.heard.get(), 5) == message
    transport.close()

asyncio.run(main())
P
}

udp_checks() {
  local at
  if ! has_sample net/udp-echo; then
    not_yet "UDP with nc, socat and Python" "there is no sample net/udp-echo"
    return
  fi
  start udp ./sample net/udp-echo 0
  at=$(port udp) || return
  check "UDP echo server: nc -u" udp_netcat
  check "UDP echo server: socat" udp_socat
  check "UDP echo server: Python asyncio, 100 datagrams" udp_python
  finish "$group"
}
