#!/usr/bin/env bash
# Benchmarks vLLM, from nothing to numbers:
#
#   ./run.sh               every step below, in order; stops at the end what it started
#   ./run.sh STEP...       only these: install serve wait check bench stop
#   ./run.sh --dry-run     prints the commands and does nothing
#
# Settings are environment variables, with their defaults:
#   MODEL=meta-llama/Llama-3.1-8B-Instruct   TOKENIZER=$MODEL
#   TP=1                  GPUs that share the model
#   KV_FRACTION=0.9       part of the GPU memory that vLLM takes
#   VLLM=vllm             the command; where there is none, install puts one into ./venv
#   PORT=8000  CONCURRENCY=256  REQUESTS=1280  OUTPUT_TOKENS=1300  BENCH_ARGS=--ignore-eos  OUT=results/TIME
STEPS=(install serve wait check bench stop)
# shellcheck source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

MODEL=${MODEL:-meta-llama/Llama-3.1-8B-Instruct}
TOKENIZER=${TOKENIZER:-$MODEL}
TP=${TP:-1}
KV_FRACTION=${KV_FRACTION:-0.9}
BENCH_ARGS=${BENCH_ARGS---ignore-eos}
VLLM=${VLLM:-$(command -v vllm || echo "$here/venv/bin/vllm")}

step_install() { install_into_venv "$VLLM" vllm; }

serve_command() {
  SERVE=("$VLLM" serve "$MODEL" --host 127.0.0.1 --port "$PORT" --tensor-parallel-size "$TP"
    --gpu-memory-utilization "$KV_FRACTION")
}

main "$@"
