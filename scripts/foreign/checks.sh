# How a script of checks runs them; read by foreign-programs and radio-cross-checks, which have set
# limit (seconds for a check), install (yes or no) and report (a file).

work=$(mktemp -d)
groups=()
passed=0
failed=0
absent=0

end_all() {
  local group
  for group in "${groups[@]:-}"; do
    [ -n "$group" ] && kill -KILL -- "-$group" 2>/dev/null
  done
  wait 2>/dev/null
  rm -rf "$work"
}
trap end_all EXIT
trap 'exit 130' INT TERM

say() { printf '%s\n' "$*" | tee -a "$work/report"; }

# install_missing PACKAGE...: installs what missing, a function of the script, prints; ends if it is
# still missing then.
install_missing() {
  if [ -n "$(missing)" ] && [ "$install" = yes ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update >"$work/apt" 2>&1 &&
      DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$work/apt" 2>&1 ||
      tail -n 5 "$work/apt" >&2
  fi
  if [ -n "$(missing)" ]; then
    echo "missing: $(missing)" >&2
    echo "On Debian: apt-get install --no-install-recommends $*" >&2
    exit 2
  fi
}

# build SAMPLE: ./sample builds it, once.
build() {
  if ! ./sample "$1" --help >"$work/build" 2>&1; then
    tail -n 30 "$work/build" >&2
    exit 2
  fi
}

if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi

# first NAME REGEX: waits for a line of a program's output, and prints it.
first() {
  local i
  for ((i = 0; i < 200; i++)); do
    grep -m 1 -E "$2" "$work/$1.out" 2>/dev/null && return
    sleep 0.1
  done
  echo "$1 has not begun:" >&2
  cat "$work/$1.out" >&2
  return 1
}

# start NAME COMMAND...: a program that goes on beside the checks. Its number is in $group.
start() {
  local name=$1
  shift
  "$@" >"$work/$name.out" 2>&1 </dev/null &
  group=$!
  groups+=("$group")
}

# port NAME: where one of our servers listens.
port() {
  first "$1" '^(Listening|Serving .*) at ' | sed -E 's/.*[:.]([0-9]+)\].*/\1/'
}

# finish GROUP: ends a program that was started.
finish() {
  kill -TERM -- "-$1" 2>/dev/null
  wait "$1" 2>/dev/null
  return 0 # it was ended, and its status says so
}

# check NAME FUNCTION: runs it with a time limit.
check() {
  local name=$1 begin pid guard status
  shift
  begin=$(date +%s%N)
  (
    set -e
    "$@"
  ) >"$work/check" 2>&1 </dev/null &
  pid=$!
  groups+=("$pid")
  (
    sleep $limit
    echo "no end after $limit s" >>"$work/check"
    kill -KILL -- "-$pid"
  ) >/dev/null 2>&1 &
  guard=$!
  wait "$pid" 2>/dev/null
  status=$?
  kill -KILL -- "-$guard" "-$pid" 2>/dev/null
  wait "$guard" 2>/dev/null
  local seconds
  seconds=$(awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN { printf "%.1f", ns / 1e9 }')
  if [ $status = 0 ]; then
    passed=$((passed + 1))
    say "$(printf 'ok       %-64s %5s s' "$name" "$seconds")"
    sed -n 's/^figure: /           /p' "$work/check" | tee -a "$work/report"
  else
    failed=$((failed + 1))
    say "FAILED   $name (status $status)"
    tail -n 8 "$work/check" | sed "s|$work|.|g; s/^/           /" | tee -a "$work/report"
  fi
}

not_yet() {
  absent=$((absent + 1))
  say "not yet  $1: $2"
}

has_sample() { ./sample | grep -q "^  $1 "; }

machine() {
  say "$(date -u +%Y-%m-%d), $(uname -s) $(uname -m), $(nproc) processors, Java $("$java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')"
}

# summary: the last line; the report goes to its place. The status is that of the script.
summary() {
  say ""
  say "$passed passed, $failed failed, $absent not yet"
  [ "$report" = /dev/null ] || mv "$work/report" "$report"
  [ $failed = 0 ]
}
