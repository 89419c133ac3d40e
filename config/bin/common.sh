# What the commands beside this file share. It does nothing by itself.
# shellcheck shell=sh

connect=${CONNECT_URL:-http://localhost:8083}
patience=120 # seconds, for whatever is waited for
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

say() {
  printf '%s\n' "$*" >&2
}

needs() {
  for tool in curl jq; do
    command -v "$tool" >/dev/null || die "needs $tool, which is not installed"
  done
}

# encoded TEXT: as a part of a path
encoded() {
  jq -rn --arg text "$1" '$text | @uri'
}

# ask URL METHOD PATH [BODY-FILE]: sets $code, the answer is in $work/answer. Fails if nobody answers.
ask() {
  if [ $# -gt 3 ]; then
    # shellcheck disable=SC2086 # several options
    code=$(curl -sS ${CURL_OPTIONS:-} --max-time 100 -o "$work/answer" -w '%{http_code}' -X "$2" \
      -H 'Content-Type: application/json' --data-binary "@$4" "$1$3" 2>"$work/trouble")
  else
    # shellcheck disable=SC2086
    code=$(curl -sS ${CURL_OPTIONS:-} --max-time 100 -o "$work/answer" -w '%{http_code}' -X "$2" "$1$3" 2>"$work/trouble")
  fi
}

# call METHOD PATH [BODY-FILE]: the same at the worker that was given. While the workers rebalance
# they answer 409: that alone is asked again.
call() {
  called="$1 $2"
  waited=0
  while :; do
    : >"$work/answer"
    ask "$connect" "$@" || die "$called: $(cat "$work/trouble"). Is there a worker at $connect? CONNECT_URL says where."
    [ "$code" = 409 ] && ! grep -q 'already exists' "$work/answer" && [ "$waited" -lt "$patience" ] || return 0
    [ "$waited" -gt 0 ] || say "The workers rebalance; waiting."
    sleep 1
    waited=$((waited + 1))
  done
}

# What the last answer says, for people.
words() {
  printf '%s answered %s: %s' "$called" "$code" "$(jq -r '.message? // .' "$work/answer" 2>/dev/null || cat "$work/answer")"
}

is_ok() {
  case $code in
    2??) return 0 ;;
    *) return 1 ;;
  esac
}

# must METHOD PATH [BODY-FILE]: or it is the end
must() {
  call "$@"
  is_ok || die "$(words)"
}

# state NAME: prints RUNNING, PAUSED, STOPPED, FAILED, UNASSIGNED, or nothing if there is no such connector
state() {
  call GET "/connectors/$(encoded "$1")/status"
  case $code in
    404) : ;;
    2??) jq -r '.connector.state' "$work/answer" ;;
    *) die "$(words)" ;;
  esac
}

# wanted NAME: what it is to be: running, paused or stopped
wanted() {
  is=$(state "$1") || exit 1
  case $is in
    STOPPED) echo stopped ;;
    PAUSED) echo paused ;;
    '') die "there is no connector $1 at $connect" ;;
    *) echo running ;;
  esac
}

# count_tasks NAME: how many Connect tasks it is to have, wherever they run
count_tasks() {
  must GET "/connectors/$(encoded "$1")/tasks"
  jq length "$work/answer"
}

# status_of NAME: into $work/answer; an empty one as long as there is none yet
status_of() {
  call GET "/connectors/$(encoded "$1")/status"
  if [ "$code" = 404 ]; then
    echo '{"connector": {"state": "UNKNOWN"}, "tasks": []}' >"$work/answer"
  else
    is_ok || die "$(words)"
  fi
}

# stop NAME: returns when its Connect tasks have gone, and their last offsets are stored.
# A worker that has just started can say that there are no tasks while they run elsewhere: so those
# that run them are found out before, and each of them is asked.
stop() {
  expected=$(count_tasks "$1") || exit 1
  waited=0
  while :; do
    status_of "$1"
    workers=$(jq -r '[.connector.worker_id, .tasks[].worker_id] | unique | .[] | select(. != null)' "$work/answer")
    [ "$(jq '.tasks | length' "$work/answer")" -lt "$expected" ] || break
    [ "$waited" -lt "$patience" ] || die "$connect does not say where the $expected tasks of $1 run. Nothing is stopped."
    sleep 1
    waited=$((waited + 1))
  done
  must PUT "/connectors/$(encoded "$1")/stop"
  await_stopped "$1" "$workers"
}

# await_stopped NAME WORKERS
await_stopped() {
  waited=0
  until has_stopped "$1" "$2"; do
    [ "$waited" -lt "$patience" ] ||
      die "$1 is told to stop, but has not after $patience s: $why. Is a worker dead or frozen? Run this again when it is back, or the group has gone on without it."
    sleep 1
    waited=$((waited + 1))
  done
}

has_stopped() {
  must GET "/connectors/$(encoded "$1")/tasks"
  why="$(jq length "$work/answer") tasks are still configured"
  jq -e '. == []' "$work/answer" >/dev/null || return 1
  status_of "$1"
  is_stopped "$connect" || return 1
  for worker in $2; do
    # one that can't be asked from here is left to what the others say
    if ask "${connect%%://*}://$worker" GET "/connectors/$(encoded "$1")/status" && is_ok; then
      is_stopped "$worker" || return 1
    fi
  done
}

is_stopped() {
  why="$1 says: $(jq -r '.connector.state + " " + ([.tasks[] | "\(.id) \(.state) at \(.worker_id)"] | join(", "))' "$work/answer")"
  jq -e '.connector.state == "STOPPED" and .tasks == []' "$work/answer" >/dev/null
}

# back NAME STATE: as it was before
back() {
  case $2 in
    running) call PUT "/connectors/$(encoded "$1")/resume" ;;
    paused) call PUT "/connectors/$(encoded "$1")/pause" ;;
    stopped) say "$1 was stopped, and stays so."; return 0 ;;
  esac
  if is_ok; then
    say "$1 is $2 again."
  else
    say "$1 is still STOPPED: $(words)"
    return 1
  fi
}

# offsets_of NAME FILE
offsets_of() {
  must GET "/connectors/$(encoded "$1")/offsets"
  cp "$work/answer" "$2"
}
