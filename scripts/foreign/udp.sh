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

# Our client with servers of others.

pings() {
  ./sample net/udp-ping 127.0.0.1 "$at" >"$work/ping"
  cat "$work/ping"
  grep -q '^10 sent, 0 lost' "$work/ping"
}

udp_checks() {
  local at
  if has_sample net/udp-ping; then
    start udp-python python3 scripts/foreign/udp.py
    at=$(port udp-python) || return
    check "UDP ping: Python asyncio server" pings
    finish "$group"
    at=$((at == 65535 ? 1024 : at + 1)) # socat does not say which port it was given
    start udp-socat socat -d -d "UDP-RECVFROM:$at,bind=127.0.0.1,fork" EXEC:cat
    first udp-socat 'receiving on' >/dev/null
    check "UDP ping: socat server" pings
    finish "$group"
  else
    not_yet "UDP ping with socat and Python" "there is no sample net/udp-ping"
  fi
  if has_sample net/udp-echo; then
    start udp ./sample net/udp-echo 0
    at=$(port udp) || return
    check "UDP echo server: nc -u" udp_netcat
    check "UDP echo server: socat" udp_socat
    check "UDP echo server: Python asyncio, 100 datagrams" udp_python
    finish "$group"
  else
    not_yet "UDP echo server with nc, socat and Python" "there is no sample net/udp-echo"
  fi
}
