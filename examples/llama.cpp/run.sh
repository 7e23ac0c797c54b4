#!/usr/bin/env bash
# Benchmarks llama.cpp's llama-server, with a GGUF file that you have:
#
#   GGUF=model.gguf TOKENIZER=meta-llama/Llama-3.1-8B-Instruct ./run.sh
#   ./run.sh STEP...       only these: serve wait check bench stop
#   ./run.sh --dry-run     prints the commands and does nothing
#
# Settings are environment variables, with their defaults:
#   GGUF                  the model file
#   TOKENIZER             the tokenizer of that model: a directory, a file, or a name on the hub
#   MODEL=local           the name that requests carry; llama-server takes any
#   LLAMA_SERVER=llama-server
#   SLOTS=8  CONTEXT=4096 answers at a time, and tokens for each
#   PORT=8000  CONCURRENCY=$SLOTS  REQUESTS=64  OUTPUT_TOKENS=256  BENCH_ARGS=--ignore-eos  OUT=results/TIME
STEPS=(serve wait check bench stop)
SLOTS=${SLOTS:-8}
CONCURRENCY=${CONCURRENCY:-$SLOTS}
REQUESTS=${REQUESTS:-64}
OUTPUT_TOKENS=${OUTPUT_TOKENS:-256}
# shellcheck source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

MODEL=${MODEL:-local}
LLAMA_SERVER=${LLAMA_SERVER:-llama-server}
CONTEXT=${CONTEXT:-4096}
BENCH_ARGS=${BENCH_ARGS---ignore-eos}
GGUF=${GGUF:-model.gguf}
TOKENIZER=${TOKENIZER:-builtin}

# --metrics: without it llama-server has no metrics page. The context is shared by all slots.
serve_command() {
  SERVE=("$LLAMA_SERVER" -m "$GGUF" -a "$MODEL" --host 127.0.0.1 --port "$PORT" -np "$SLOTS" -c $((SLOTS * CONTEXT)) --metrics)
}

main "$@"
