# Encrypted echo; read by foreign-programs.

openssl_client() { # OPTIONS of s_client
  (
    echo hello
    sleep 2
  ) | openssl s_client -quiet -no_ign_eof -connect "localhost:$at" -CAfile "$work/cert.pem" \
    -verify_return_error -verify_hostname localhost "$@" >"$work/echo" 2>"$work/s_client"
  cat "$work/s_client"
  [ "$(cat "$work/echo")" = hello ]
}

refuses_tls11() {
  ! openssl_client -tls1_1 -cipher 'ALL:@SECLEVEL=0'
}

curl_https() { # the echo of a request is no answer, but it went through both ways
  fetch -N --http0.9 --max-time 3 --cacert "$work/cert.pem" "https://localhost:$at/hello" \
    >"$work/echo" || test $? = 28
  grep -q '^GET /hello HTTP/1.1' "$work/echo"
}

curl_distrusts() {
  local status=0
  fetch "https://localhost:$at/" || status=$?
  equal 60 $status
}

plain_text() { # the server says so and goes on
  printf 'GET / HTTP/1.1\r\n\r\n' | timeout 5 nc -N 127.0.0.1 "$at" >/dev/null || true
  openssl_client
}

tls_checks() {
  local at
  if ! has_sample net/tls-echo; then
    not_yet "TLS with openssl, curl and Python" "there is no sample net/tls-echo"
    return
  fi
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost \
    -keyout "$work/key.pem" -out "$work/cert.pem" >"$work/req" 2>&1
  start tls ./sample net/tls-echo 0 "$work/cert.pem" "$work/key.pem"
  at=$(port tls) || {
    failed=$((failed + 1))
    say "FAILED   TLS echo server: does not begin"
    return
  }
  check "TLS echo server: openssl s_client, TLS 1.3" openssl_client -tls1_3
  check "TLS echo server: openssl s_client, TLS 1.2" openssl_client -tls1_2
  check "TLS echo server: openssl s_client, TLS 1.1 is refused" refuses_tls11
  check "TLS echo server: curl --cacert" curl_https
  check "TLS echo server: curl without it does not trust" curl_distrusts
  check "TLS echo server: Python asyncio client, $megabytes MB" \
    python3 scripts/foreign/echo.py client "$at" "$work/data" "$work/cert.pem"
  check "TLS echo server: nc sends plain text" plain_text
  finish "$group"
  start tls-python python3 scripts/foreign/echo.py server 0 "$work/cert.pem" "$work/key.pem"
  at=$(port tls-python)
  check "TLS echo client: Python asyncio server" asked_python
  finish "$group"
  start tls-openssl openssl s_server -accept 0 -cert "$work/cert.pem" -key "$work/key.pem" -rev
  at=$(first tls-openssl '^ACCEPT' | sed 's/.*://')
  check "TLS echo client: openssl s_server -rev" reversed
  finish "$group"
}

# Lines only: asyncio ends a TLS connection, both ways, when the other side has sent all.
asked_python() {
  equal "Received: hello" "$(./sample net/echo-client --tls "$work/cert.pem" "$at" hello)"
}

reversed() {
  equal "Received: olleh" "$(./sample net/echo-client --tls "$work/cert.pem" "$at" hello)"
}
