#!/bin/sh
# Grades the same answers with LiveBench's own graders and with ours, one after the other, three times.
# Usage: benchmarks/grading-vs-official.sh LIVEBENCH_CHECKOUT QUESTIONS ANSWERS [options of livebench_official.py]
# PYTHON names a Python with what the official graders need; build the project first.
set -eu
official=$1
questions=$2
answers=$3
shift 3
here=$(dirname "$0")
scores=$(mktemp)
trap 'rm -f "$scores"' EXIT
for run in 1 2 3; do
    echo "run $run"
    uptime
    "${PYTHON:-python3}" "$here/peers/livebench_official.py" \
        --official "$official" --questions "$questions" --answers "$answers" --out "$scores" "$@"
    java -cp "$here/target/classes:$here/../cli/target/lib/*" \
        dev.assay.benchmarks.GradingBesideOfficial "$questions" "$answers" "$scores"
done
