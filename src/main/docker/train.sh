#!/usr/bin/env bash
#
# Leads a running Winnow through what an instance does on a usual day, so that the JVM sees the classes and the code for
# it: intake, schedules, pages, a release, reports, exports. Some 800 calls.
#
# Usage: train.sh URL    with KAFKA_BOOTSTRAP_SERVERS, as for examples/quickstart.sh

set -euo pipefail
url=$1
project=$(cd "$(dirname "$0")/../../.." && pwd)

call() { # PATH [curl's options]
    curl --silent --show-error --fail --output /dev/null "${@:2}" "$url$1"
}

"$project/examples/quickstart.sh" "$url"

call '/session/import' --header 'Content-Type: application/x-ndjson' \
    --data-binary "@$project/examples/chorus_sessions.ndjson"
for format in sessions pairs triplets lists svmlight lightgbm qrels parquet; do
    call "/batch/export?batch_id=1&format=$format"
done
call '/batch/export?batch_id=1&format=pairs' --header 'Accept-Encoding: zstd'
call '/batch/export/manifest?batch_id=1&format=pairs'
call '/batch/report?batch_id=1'
call '/batch/report/page?batch_id=1'
call '/batches'
for path in /q/health/live /q/health/ready /q/metrics /q/openapi /asyncapi; do
    call "$path"
done
# One that is refused: errors have classes too.
call '/session' --header 'Content-Type: application/json' --data '{}' 2>/dev/null || true
