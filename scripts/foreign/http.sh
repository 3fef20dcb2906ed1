# The static server with curl, wrk, nc and Python; read by foreign-programs.

fetch() { curl -sS --max-time 25 "$@"; }

status_of() { fetch -o /dev/null -w '%{http_code}' "$@"; }

equal() { # WANTED GOT
  [ "$1" = "$2" ] || {
    echo "expected: $1, got: $2"
    return 1
  }
}

get() { fetch "$url/data" | cmp - "$work/data"; }

head_of() {
  fetch -I "$url/data" | tr -d '\r' >"$work/head"
  cat "$work/head"
  grep -qx 'HTTP/1.1 200 OK' "$work/head"
  grep -qx "Content-Length: ${megabytes}000000" "$work/head"
}

ranges() {
  fetch -r 1000-1999 "$url/data" | cmp - <(tail -c +1001 "$work/data" | head -c 1000)
  fetch -r -77 "$url/data" | cmp - <(tail -c 77 "$work/data")
  fetch -r 4999999- "$url/data" | cmp - <(tail -c 1 "$work/data")
  equal 206 "$(status_of -r 0-0 "$url/data")"
  equal 416 "$(status_of -r 5000000- "$url/data")"
}

several_ranges() {
  fetch -D "$work/head" -r 0-9,-10 "$url/data" >"$work/parts"
  grep -q 'multipart/byteranges' "$work/head"
  python3 - "$work" <<'P'
import email, sys
head = open(sys.argv[1] + "/head", "rb").read().split(b"\r\n", 1)[1]
body = open(sys.argv[1] + "/parts", "rb").read()
data = open(sys.argv[1] + "/data", "rb").read()
type_line = next(l for l in head.split(b"\r\n") if l.lower().startswith(b"content-type:"))
boundary = type_line.split(b"boundary=")[1]
parts = [p.split(b"\r\n\r\n", 1) for p in body.split(b"--" + boundary)[1:-1]]
assert [p[1][:-2] for p in parts] == [data[:10], data[-10:]], parts
assert b"Content-Range: bytes 0-9/5000000" in parts[0][0]
P
}

resume() {
  head -c 1234567 "$work/data" >"$work/part"
  fetch -C - -o "$work/part" "$url/data"
  cmp "$work/part" "$work/data"
}

keep_alive() { # a hundred files over one connection
  local i options=()
  for ((i = 0; i < 100; i++)); do options+=(-o "$work/got$i" "$url/many/$i.txt"); done
  fetch -w '%{num_connects}\n' "${options[@]}" >"$work/connects"
  for ((i = 0; i < 100; i++)); do equal "file $i" "$(cat "$work/got$i")"; done
  equal 1 "$(awk '{ sum += $1 } END { print sum }' "$work/connects")"
}

parallel() { fetch -Z --parallel-max 50 -o "$work/p#1" "$url/many/[0-99].txt" && equal "file 77" "$(cat "$work/p77")"; }

upload() {
  equal 405 "$(status_of -T "$work/data" "$url/new")"
  equal 405 "$(status_of -T "$work/small" "$url/new")"
  fetch -D - -o /dev/null -X DELETE "$url/data" | grep -q '^Allow: GET, HEAD, OPTIONS'
}

not_modified() {
  local tag
  tag=$(fetch -I "$url/data" | tr -d '\r' | sed -n 's/^ETag: //p')
  equal 304 "$(status_of -H "If-None-Match: $tag" "$url/data")"
  equal 200 "$(status_of -H 'If-None-Match: "other"' "$url/data")"
  equal 304 "$(status_of -z "$work/data" "$url/data")"
  equal 412 "$(status_of -H 'If-Match: "other"' "$url/data")"
}

expects_continue() {
  equal 200 "$(status_of -X GET --data-binary "@$work/small" -H 'Expect: 100-continue' "$url/many/1.txt")"
  equal 413 "$(status_of -X GET --data-binary "@$work/data" -H 'Expect: 100-continue' "$url/many/1.txt")"
  fetch -v -o /dev/null -X GET --data-binary "@$work/small" -H 'Expect: 100-continue' "$url/data" 2>&1 |
    grep -q 'HTTP/1.1 100 Continue'
}

chunked() {
  equal 200 "$(status_of -X GET -H 'Transfer-Encoding: chunked' --data-binary "@$work/small" "$url/many/1.txt")"
  equal 413 "$(status_of -X GET -H 'Transfer-Encoding: chunked' --data-binary "@$work/data" "$url/many/1.txt")"
}

http10() {
  fetch --http1.0 "$url/data" | cmp - "$work/data"
  fetch --http1.0 -D - -o /dev/null "$url/data" | grep -qi '^Connection: close'
}

outside() {
  equal 400 "$(status_of --path-as-is "$url/../data")"
  equal 400 "$(status_of --path-as-is "$url/%2e%2e/%2e%2e/etc/passwd")"
  equal 404 "$(status_of --path-as-is "$url/..%2f..%2fetc%2fpasswd")"
  equal 404 "$(status_of "$url/out")"
}

folder() {
  equal 200 "$(status_of -L "$url/many")"
  fetch "$url/many/" | grep -q '<a href="7.txt">7.txt</a>'
}

nonsense() {
  printf 'GARBAGE\r\n\r\n' | nc -N 127.0.0.1 "$at" | grep -q '^HTTP/1.1 400'
  printf 'GET / HTTP/1.1\nHost: x\n\n' | nc -N 127.0.0.1 "$at" | grep -q '^HTTP/1.1 400'
}

pipelined() {
  local i
  for ((i = 0; i < 100; i++)); do printf 'GET /many/%d.txt HTTP/1.1\r\nHost: x\r\n\r\n' $i; done |
    nc -N 127.0.0.1 "$at" | grep -a -o 'file [0-9]*' >"$work/answers"
  cmp "$work/answers" <(for ((i = 0; i < 100; i++)); do echo "file $i"; done)
}

python_client() {
  python3 - "$at" "$work/data" <<'P'
import http.client, sys
connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=20)
for _ in range(3):
    connection.request("GET", "/data")
    response = connection.getresponse()
    assert response.status == 200 and response.read() == open(sys.argv[2], "rb").read()
    connection.request("OPTIONS", "*")
    response = connection.getresponse()
    assert response.status == 204 and response.read() == b""
P
}

large_file() { # 20 at a time, with a heap that holds none of them
  local i sum jobs=()
  sum=$(sha256sum <"$work/served/large")
  for ((i = 0; i < 20; i++)); do
    (equal "$sum" "$(fetch "$url/large" | sha256sum)") &
    jobs+=($!)
  done
  for i in "${jobs[@]}"; do wait "$i"; done
}

load() {
  wrk -t2 -c64 -d5s "$url/many/1.txt" >"$work/wrk"
  cat "$work/wrk"
  if grep -E 'Socket errors|Non-2xx' "$work/wrk"; then return 1; fi
  sed -n 's/^Requests\/sec: */figure: requests per second: /p' "$work/wrk"
}

# What is on its way when the server is told to stop comes whole; an idle connection is closed.
stops() {
  fetch --limit-rate 100M -o "$work/got" "$url/large" &
  local download=$!
  sleep 0.5
  kill -TERM "$server"
  wait $download
  cmp "$work/got" "$work/served/large"
  equal 000 "$(status_of "$url/data" 2>/dev/null || true)"
}

http_checks() {
  local at url server i
  mkdir -p "$work/served/many"
  cp -p "$work/data" "$work/served/data"
  head -c 900000 "$work/data" >"$work/small"
  head -c ${large}000000 /dev/urandom >"$work/served/large"
  ln -s "$work/data" "$work/served/out"
  for ((i = 0; i < 100; i++)); do echo "file $i" >"$work/served/many/$i.txt"; done
  JAVA_TOOL_OPTIONS=-Xmx48m start http ./sample http/static-server "$work/served" 0 --grace 20
  server=$group
  at=$(port http) || return
  url=http://127.0.0.1:$at
  check "static server: curl GET, $megabytes MB" get
  check "static server: curl HEAD" head_of
  check "static server: curl -r" ranges
  check "static server: curl -r with several ranges" several_ranges
  check "static server: curl -C - goes on where it was" resume
  check "static server: curl, 100 files over one connection" keep_alive
  check "static server: curl -Z, 100 files over 50 connections" parallel
  check "static server: curl -T gets 405" upload
  check "static server: curl If-None-Match, -z, If-Match" not_modified
  check "static server: curl Expect: 100-continue" expects_continue
  check "static server: curl sends a chunked body" chunked
  check "static server: curl --http1.0" http10
  check "static server: curl does not get out of the folder" outside
  check "static server: curl -L of a folder" folder
  check "static server: nc sends nonsense" nonsense
  check "static server: nc, 100 requests at once" pipelined
  check "static server: Python http.client" python_client
  check "static server: curl, $large MB, 20 at a time, heap of 48 MB" large_file
  check "static server: wrk, 2 threads, 64 connections, 5 s" load
  check "static server: SIGTERM while curl downloads" stops
  finish "$server"
}
