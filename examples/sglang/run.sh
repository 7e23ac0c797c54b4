#!/usr/bin/env bash
# Benchmarks SGLang, from nothing to numbers:
#
#   ./run.sh               every step below, in order; stops at the end what it started
#   ./run.sh STEP...       only these: install serve wait check bench stop
#   ./run.sh --dry-run     prints the commands and does nothing
#
# Settings are environment variables, with their defaults:
#   MODEL=meta-llama/Llama-3.1-8B-Instruct   TOKENIZER=$MODEL
#   TP=1                  GPUs that share the model
#   KV_FRACTION=0.9       part of the GPU memory for weights and KV cache
#   PYTHON=python3        one with sglang in it; where it is missing, install puts it into ./venv
#   PORT=8000  CONCURRENCY=256  REQUESTS=1280  OUTPUT_TOKENS=1300  BENCH_ARGS=--ignore-eos  OUT=results/TIME
STEPS=(install serve wait check bench stop)
# shellcheck source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

MODEL=${MODEL:-meta-llama/Llama-3.1-8B-Instruct}
TOKENIZER=${TOKENIZER:-$MODEL}
TP=${TP:-1}
KV_FRACTION=${KV_FRACTION:-0.9}
BENCH_ARGS=${BENCH_ARGS---ignore-eos}
PYTHON=${PYTHON:-$(python3 -c 'import sglang' 2>/dev/null && echo python3 || echo "$here/venv/bin/python")}

step_install() { install_into_venv "$PYTHON" "sglang[all]"; }

# --enable-metrics: without it SGLang has no metrics page.
serve_command() {
  SERVE=("$PYTHON" -m sglang.launch_server --model-path "$MODEL" --host 127.0.0.1 --port "$PORT" --tp "$TP"
    --mem-fraction-static "$KV_FRACTION" --enable-metrics)
}

main "$@"
