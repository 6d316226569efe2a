#!/usr/bin/env bash
#
# Makes the JVM image: see --help.

set -euo pipefail

usage() {
    cat <<END
Usage: src/main/docker/build-image.sh [IMAGE]

Makes IMAGE (winnow:VERSION of pom.xml) from Dockerfile.jvm, in four steps:
  1. packages Winnow twice, with its embedded servers and, for the image, without;
  2. makes the image without a cache;
  3. runs it against the embedded servers, and leads it through a day's work: the
     JVM that the image will have, with its jars under its paths, writes the cache;
  4. makes the image once more, with the cache.

Needs Java 17 or newer, Maven, curl, and Linux, since the container shares the
host's network in step 3; and the port 8080, where nothing may answer yet.

Environment:
  ENGINE   the container engine's command (docker)
  PACKAGE  no: what steps 1 and 3 need has been packaged already
END
}

case ${1:-} in -h | --help) usage; exit ;; esac

cd "$(dirname "$0")/../../.."
readonly HERE=src/main/docker
. "$HERE/servers.sh"
readonly URL=http://127.0.0.1:8080
readonly PATIENCE_SECONDS=600

engine=${ENGINE:-docker}
version=$(sed -n 's:^  <version>\(.*\)</version>$:\1:p' pom.xml)
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
image=${1:-winnow:$version}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
name=winnow-training-$$
work=$PWD/target/training
servers=
container=

fail() {
    echo "build-image: $*" >&2
    exit 1
}

clean_up() {
    [ -z "$container" ] || "$engine" stop "$name" >/dev/null 2>&1 || true
    [ -z "$servers" ] || { kill "$servers" 2>/dev/null && wait "$servers" || true; }
    "$engine" rmi "$name" >/dev/null 2>&1 || true
}
trap clean_up EXIT

build() { # TAG
    "$engine" build --file "$HERE/Dockerfile.jvm" --tag "$1" \
        --build-arg "VERSION=$version" --build-arg "REVISION=$revision" .
}

# Waits until a command succeeds, as long as a process lives.
await() { # WHAT PID COMMAND...
    local deadline=$((SECONDS + PATIENCE_SECONDS))
    # The process first: what answers in its place is another one.
    while kill -0 "$2" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ]; do
        ! "${@:3}" || return 0
        sleep 0.5
    done
    fail "No $1, see $work/*.log"
}

# The training would go there, and release what that one holds.
! curl --silent --output /dev/null "$URL" || fail "Something answers at $URL already: stop it first, the image is trained there"

if [ "${PACKAGE:-}" != no ]; then
    echo 'Packaging'
    mvn -q package -Dmaven.test.skip=true
    mvn -q package -Dmaven.test.skip=true -Pimage
fi
rm -rf "$work" target/image/app.aot
# Whatever user the container runs as.
mkdir -p "$work/out" && chmod 777 "$work/out"

echo 'Making the image without a cache'
build "$name"

echo 'Starting PostgreSQL and Kafka'
start_servers "$java" "$work"

echo 'Training'
"$engine" run --rm --name "$name" --network host --env-file "$work/env" --volume "$work/out:/training" \
    --entrypoint java "$name" -XX:AOTCacheOutput=/training/app.aot -jar quarkus-run.jar >"$work/winnow.log" 2>&1 &
container=$!
await 'answer from the container' "$container" curl -sfo /dev/null "$URL/q/health/ready"
"$HERE/train.sh" "$URL" >"$work/train.log"
# The cache is written at the end, which takes longer than a stop usually may.
"$engine" stop -t 300 "$name" >/dev/null
wait "$container" || true
container=
[ -s "$work/out/app.aot" ] || fail "No cache was written, see $work/winnow.log"
install -m 644 "$work/out/app.aot" target/image/app.aot

echo 'Making the image with the cache'
build "$image"
echo "Made $image"
