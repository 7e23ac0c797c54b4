#!/usr/bin/env bash
# Benchmarks trtllm-serve (TensorRT-LLM's OpenAI-compatible server), from nothing to numbers:
#
#   ./run.sh               every step below, in order; stops at the end what it started
#   ./run.sh STEP...       only these: install config serve wait check bench stop
#   ./run.sh --dry-run     prints the commands and does nothing
#
# Settings are environment variables, with their defaults:
#   MODEL=deepseek-ai/DeepSeek-R1-Distill-Llama-70B   TOKENIZER=$MODEL
#   TP=8                  GPUs that share the model (tensor parallelism)
#   KV_FRACTION=0.9       part of the GPU memory left free that the KV cache takes
#   MAX_BATCH=1024        largest batch, and largest batch with a CUDA graph
#   ENGINE=path           trtllm-serve is on the PATH, or in this shell's container (default where it is)
#   ENGINE=container      run it with docker, from IMAGE (default where docker is)
#   ENGINE=pip            install it into ./venv
#   IMAGE, VERSION        what container and pip use
#   PORT=8000  CONCURRENCY=256  REQUESTS=1280  OUTPUT_TOKENS=1300  BENCH_ARGS=  OUT=results/TIME
STEPS=(install config serve wait check bench stop)
# shellcheck source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

MODEL=${MODEL:-deepseek-ai/DeepSeek-R1-Distill-Llama-70B}
TOKENIZER=${TOKENIZER:-$MODEL}
TP=${TP:-8}
KV_FRACTION=${KV_FRACTION:-0.9}
MAX_BATCH=${MAX_BATCH:-1024}
VERSION=${VERSION:-1.0.0}
IMAGE=${IMAGE:-nvcr.io/nvidia/tensorrt-llm/release:$VERSION}
CONFIG=extra_llm_api_configs.yml
if [ -z "${ENGINE:-}" ]; then
  if command -v trtllm-serve >/dev/null; then ENGINE=path; elif command -v docker >/dev/null; then ENGINE=container; else ENGINE=pip; fi
fi

step_install() {
  case $ENGINE in
    path) command -v trtllm-serve >/dev/null || [ -n "$DRY_RUN" ] || die "ENGINE=path, but trtllm-serve is not on the PATH" ;;
    container) run docker pull "$IMAGE" ;;
    pip) install_into_venv "$here/venv/bin/trtllm-serve" "tensorrt-llm==$VERSION" --extra-index-url https://pypi.nvidia.com ;;
    *) die "ENGINE '$ENGINE' is none of path, container, pip" ;;
  esac
}

# The overlap scheduler prepares the next step on the CPU while the GPU does this one. CUDA graphs take the launch cost out of
# decode steps; padding lets every batch up to the largest use one.
step_config() {
  write "$OUT/$CONFIG" <<END
disable_overlap_scheduler: false
cuda_graph_config:
  max_batch_size: $MAX_BATCH
  enable_padding: true
# What Streamgauge reads at /prometheus/metrics, beside its own numbers.
return_perf_metrics: true
enable_iter_perf_stats: true
END
}

serve_command() {
  local host=127.0.0.1 config=$OUT/$CONFIG
  SERVE=()
  case $ENGINE in
    container)
      host=0.0.0.0 config=/run-files/$CONFIG
      SERVE=(docker run --rm --name "streamgauge-trtllm-$PORT" --gpus all --ipc host
        --ulimit memlock=-1 --ulimit stack=67108864 -p "127.0.0.1:$PORT:$PORT" -e HF_TOKEN -e HF_HOME=/huggingface
        -v "${HF_HOME:-$HOME/.cache/huggingface}:/huggingface" -v "$OUT:/run-files" "$IMAGE" trtllm-serve) ;;
    pip) SERVE=("$here/venv/bin/trtllm-serve") ;;
    *) SERVE=(trtllm-serve) ;;
  esac
  SERVE+=("$MODEL" --backend pytorch --host "$host" --port "$PORT" --tp_size "$TP" --max_batch_size "$MAX_BATCH"
    --kv_cache_free_gpu_memory_fraction "$KV_FRACTION" --extra_llm_api_options "$config")
}

main "$@"
