# What the run.sh of every server here shares: the steps, and how they are run. Sourced, not run.
# Before main, a run.sh sets STEPS, MODEL, TOKENIZER and, in serve_command, the array SERVE.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[1]}")" && pwd)
root=$(cd "$here/../.." && pwd)

PORT=${PORT:-8000}
URL=http://127.0.0.1:$PORT
CONCURRENCY=${CONCURRENCY:-256}
REQUESTS=${REQUESTS:-1280}
WARMUP=${WARMUP:-10}
PREFIX_TOKENS=${PREFIX_TOKENS:-600}
INPUT_TOKENS=${INPUT_TOKENS:-10}
OUTPUT_TOKENS=${OUTPUT_TOKENS:-1300}
WAIT_SECONDS=${WAIT_SECONDS:-3600}
STREAMGAUGE=${STREAMGAUGE:-$root/streamgauge}
DRY_RUN=

say() { printf '%s: %s\n' "$(basename "$here")" "$*" >&2; }
die() { say "$*"; exit 1; }

# Runs a command; with --dry-run prints it instead, as it could be typed.
run() {
  if [ -n "$DRY_RUN" ]; then printf '%q ' "$@" | sed 's/ $//'; echo; else "$@"; fi
}

# Writes standard input to a file; with --dry-run shows it.
write() {
  if [ -n "$DRY_RUN" ]; then
    printf "cat > %q <<'END'\n" "$1"; cat; echo END
  else
    cat >"$1"
  fi
}

# Installs Python packages into ./venv, once: install_into_venv COMMAND PIP-ARGUMENT..., where COMMAND is what needs them. One of
# the user's own, outside of it, brings them already.
install_into_venv() {
  case $1 in "$here"/venv/*) ;; *) return 0 ;; esac
  [ ! -e "$here/venv/installed" ] || return 0
  run python3 -m venv "$here/venv"
  run "$here/venv/bin/pip" install --quiet "${@:2}"
  run touch "$here/venv/installed"
}

answers() { curl -fsS -o /dev/null --max-time 5 "$URL$1" 2>/dev/null; }

alive() { [ -f "$OUT/server.pid" ] && kill -0 "$(cat "$OUT/server.pid")" 2>/dev/null; }

step_serve() {
  serve_command
  if [ -n "$DRY_RUN" ]; then
    printf '%q ' "${SERVE[@]}"; printf '> %q 2>&1 &\n' "$OUT/server.log"
    return
  fi
  if answers /health; then die "something answers at $URL already: stop it, or set PORT"; fi
  say "starting ${SERVE[0]}; its log is $OUT/server.log"
  # A session of its own, so that stop reaches its workers too, and Ctrl-C here does not.
  setsid "${SERVE[@]}" >"$OUT/server.log" 2>&1 </dev/null &
  echo $! >"$OUT/server.pid"
}

step_wait() {
  if [ -n "$DRY_RUN" ]; then
    echo "until curl -fsS $URL/health; do sleep 2; done"
    return
  fi
  local end=$((SECONDS + WAIT_SECONDS))
  until answers /health; do
    alive || { tail -n 20 "$OUT/server.log" >&2; die "the server has ended; its last lines are above"; }
    [ $SECONDS -lt $end ] || die "not ready after $WAIT_SECONDS s (WAIT_SECONDS): see $OUT/server.log"
    sleep 2
  done
  say "ready after $SECONDS s"
}

step_check() {
  local body='{"model":"'$MODEL'","messages":[{"role":"user","content":"Where is New York?"}],"max_tokens":16}'
  local curl=(curl -fsS "$URL/v1/chat/completions" -H 'Content-Type: application/json' -d "$body")
  if [ -n "$DRY_RUN" ]; then run "${curl[@]}"; return; fi
  "${curl[@]}" >"$OUT/check.json" || die "no answer to a chat request: see $OUT/server.log"
  grep -q '"choices"' "$OUT/check.json" || die "the answer has no choices: see $OUT/check.json"
  say "it answers: $(head -c 300 "$OUT/check.json")"
}

step_bench() {
  # shellcheck disable=SC2206 # BENCH_ARGS is a list of further options
  local bench=("$STREAMGAUGE" profile -m "$MODEL" --tokenizer "$TOKENIZER" --service-kind openai --endpoint-type chat
    --random-seed 223 --num-prompts "$REQUESTS" --num-prefix-prompts 1 --concurrency "$CONCURRENCY"
    --request-count "$REQUESTS" --prefix-prompt-length "$PREFIX_TOKENS" --synthetic-input-tokens-mean "$INPUT_TOKENS"
    --synthetic-input-tokens-stddev 0 --output-tokens-mean "$OUTPUT_TOKENS" --output-tokens-stddev 0 --verbose
    --warmup-request-count "$WARMUP" --profile-export-file run.json --artifact-dir "$OUT/streamgauge"
    --url "127.0.0.1:$PORT" ${BENCH_ARGS:-})
  if [ -n "$DRY_RUN" ]; then run "${bench[@]}"; return; fi
  "${bench[@]}" 2>&1 | tee "$OUT/bench.log"
}

step_stop() {
  if [ -n "$DRY_RUN" ]; then echo "kill -- -\$(cat $OUT/server.pid)"; return; fi
  alive || { rm -f "$OUT/server.pid"; return 0; }
  local pid end
  pid=$(cat "$OUT/server.pid")
  say "stopping the server"
  kill -TERM -- "-$pid" 2>/dev/null || true
  end=$((SECONDS + 60))
  while kill -0 -- "-$pid" 2>/dev/null; do
    [ $SECONDS -lt $end ] || { kill -KILL -- "-$pid" 2>/dev/null || true; break; }
    sleep 0.2
  done
  rm -f "$OUT/server.pid"
}

# Each run has a directory; single steps go on with the latest.
choose_directory() {
  local step
  if [ -z "${OUT:-}" ]; then
    OUT=$here/results/latest
    for step in "$@"; do
      [ "$step" = serve ] && OUT=$here/results/$(date -u +%Y%m%dT%H%M%SZ)
    done
  fi
  [ -z "$DRY_RUN" ] || return 0
  mkdir -p "$OUT"
  case $OUT in
    */latest) ;;
    "$here"/results/*) ln -sfn "$(basename "$OUT")" "$here/results/latest" ;;
  esac
}

main() {
  local all=1 steps=() step
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) DRY_RUN=1 ;;
      -h | --help) sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$here/run.sh"; exit 0 ;;
      *)
        [[ " ${STEPS[*]} " == *" $1 "* ]] || { say "there is no step '$1'; steps: ${STEPS[*]}"; exit 2; }
        steps+=("$1")
        all= ;;
    esac
    shift
  done
  [ -n "$all" ] && steps=("${STEPS[@]}")
  choose_directory "${steps[@]}"
  # All steps at once leave nothing running, however they end.
  if [ -n "$all" ] && [ -z "$DRY_RUN" ]; then trap step_stop EXIT; trap 'exit 130' INT TERM; fi
  for step in "${steps[@]}"; do
    [ -z "$DRY_RUN" ] || echo "# $step"
    "step_$step"
  done
  if [ -n "$all" ] && [ -z "$DRY_RUN" ]; then say "done: logs and results are in $OUT"; fi
}
