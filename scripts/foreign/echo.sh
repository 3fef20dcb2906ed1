# Echo over TCP and Unix sockets; read by foreign-programs.

echoes() { # COMMAND...: what goes through it comes back the same, and then it ends
  "$@" <"$work/data" >"$work/echo"
  cmp "$work/data" "$work/echo"
}

curl_telnet() {
  (
    echo hello
    sleep 2
  ) | curl -sN --max-time 4 "telnet://127.0.0.1:$1" >"$work/echo" || test $? = 28
  [ "$(cat "$work/echo")" = hello ]
}

many_netcats() {
  local i jobs=()
  for ((i = 0; i < 20; i++)); do
    (head -c 100000 "$work/data" | nc -N 127.0.0.1 "$1" | cmp - <(head -c 100000 "$work/data")) &
    jobs+=($!)
  done
  for i in "${jobs[@]}"; do wait "$i"; done
}

# A server ends on SIGTERM, although a client does not read its echo.
ends_with_a_stuck_client() {
  ./sample net/echo-server 0 >"$work/stuck-server.out" 2>&1 &
  local server=$!
  python3 scripts/foreign/echo.py flood "$(port stuck-server)" >"$work/flood.out" 2>&1 &
  first flood stuck
  kill -TERM $server
  wait $server || test $? = 143
  echo "the server has ended"
}

refused() { # nobody listens: a message, and not a stack trace
  local status=0
  ./sample net/echo-client "$1" hello >"$work/refused" 2>&1 || status=$?
  cat "$work/refused"
  [ $status = 1 ] && [ "$(wc -l <"$work/refused")" -le 1 ] && grep -q refused "$work/refused"
}

echo_checks() {
  local at socket=$work/ours.socket theirs=$work/theirs.socket
  start echo-server ./sample net/echo-server 0
  at=$(port echo-server) || return
  check "echo server: nc, $megabytes MB, half-close" echoes nc -N 127.0.0.1 "$at"
  check "echo server: socat, $megabytes MB, half-close" echoes socat -t 20 - "TCP:127.0.0.1:$at"
  check "echo server: Python asyncio client, $megabytes MB, half-close" \
    python3 scripts/foreign/echo.py client "$at" "$work/data"
  check "echo server: curl telnet://" curl_telnet "$at"
  check "echo server: 20 nc at the same time" many_netcats "$at"
  check "echo server: our client, $megabytes MB" echoes ./sample net/echo-client "$at"
  finish "$group"
  check "echo client: nobody listens" refused "$at"
  check "echo server: ends while a Python client does not read" ends_with_a_stuck_client

  start echo-python python3 scripts/foreign/echo.py server 0
  check "echo client: Python asyncio server, $megabytes MB, half-close" \
    echoes ./sample net/echo-client "$(port echo-python)"
  finish "$group"
  start echo-socat socat -d -d TCP-LISTEN:0,bind=127.0.0.1,fork EXEC:cat
  at=$(first echo-socat 'listening on' | sed 's/.*://')
  check "echo client: socat server, $megabytes MB, half-close" echoes ./sample net/echo-client "$at"
  finish "$group"

  start echo-unix ./sample net/echo-server "$socket"
  port echo-unix >/dev/null
  check "Unix echo server: socat, $megabytes MB" echoes socat -t 20 - "UNIX-CONNECT:$socket"
  check "Unix echo server: nc -U, $megabytes MB" echoes nc -N -U "$socket"
  check "Unix echo server: Python asyncio client, $megabytes MB" \
    python3 scripts/foreign/echo.py client "$socket" "$work/data"
  finish "$group"
  check "Unix echo server: its file is gone when it has ended" test ! -e "$socket"
  start echo-unix-socat socat -d -d "UNIX-LISTEN:$theirs,fork" EXEC:cat
  first echo-unix-socat 'listening on' >/dev/null
  check "Unix echo client: socat server, $megabytes MB" echoes ./sample net/echo-client "$theirs"
  finish "$group"
}
