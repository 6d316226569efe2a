#!/usr/bin/env bash
#
# Makes the JVM image and tries it on a machine without a container engine: see --help.

set -euo pipefail

usage() {
    cat <<END
Usage: src/main/docker/prove-image.sh [SCRATCH-DIRECTORY]

Makes the JVM image by build-image.sh, runs it as a container against a real
PostgreSQL and a real Kafka outside of it, leads it through the quickstart, and
prints its size, the time until it is ready, and the memory it has.

Needs root, Debian's packages buildah, runc, debootstrap and jq, and JAVA_HOME, a
JDK 25. Its base is made here: Debian by debootstrap, and a JRE by that JDK's jlink,
under the name in the Dockerfile, which is used as it is. And the port 8080, where
nothing may answer yet.

Environment:
  IMAGE    an image that this script has made already, to be tried once more

What is made stays in SCRATCH-DIRECTORY (/var/tmp/winnow-proof, 3 GB); a second run
takes the base from there.
END
}

case ${1:-} in -h | --help) usage; exit ;; esac

cd "$(dirname "$0")/../../.."
readonly HERE=src/main/docker
. "$HERE/servers.sh"
readonly URL=http://127.0.0.1:8080
readonly ROUNDS=5
readonly MEMORY=$((768 * 1024 * 1024))
readonly PATIENCE_SECONDS=600
readonly MODULES=java.se,jdk.charsets,jdk.crypto.cryptoki,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management.agent,jdk.management.jfr,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs

: "${JAVA_HOME:?a JDK 25}"
export WINNOW_PROOF=${1:-/var/tmp/winnow-proof}
engine=$HERE/engine-of-debian.sh
image=${IMAGE:-winnow:proof}
name=winnow-proof
servers=
container=

fail() {
    echo "prove-image: $*" >&2
    exit 1
}

clean_up() {
    [ -z "$container" ] || "$engine" stop "$name" || true
    [ -z "$servers" ] || { kill "$servers" 2>/dev/null && wait "$servers" || true; }
}
trap clean_up EXIT

# ------------------------------------------------------------------ the base

make_base() { # NAME
    local debian=$WINNOW_PROOF/debian jre=$WINNOW_PROOF/jre container
    [ -e "$debian/usr/bin/bash" ] || debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$debian" \
        "$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | head -n 1)"
    rm -rf "$jre"
    "$JAVA_HOME/bin/jlink" --add-modules "$MODULES" --strip-debug --no-man-pages --no-header-files \
        --generate-cds-archive --output "$jre"
    container=$("$engine" from scratch)
    "$engine" add --quiet "$container" "$debian" /
    "$engine" add --quiet "$container" "$jre" /opt/java/openjdk
    "$engine" config --env JAVA_HOME=/opt/java/openjdk \
        --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
    "$engine" commit --quiet --rm --format docker "$container" "$1" >/dev/null
}

# ------------------------------------------------------------------ the container

start() { # [run's options and arguments]
    "$engine" run --name "$name" --network host --memory "$MEMORY" --env-file "$WINNOW_PROOF/env" "$@" \
        >"$WINNOW_PROOF/winnow.log" 2>&1 &
    container=$!
}

is_ready() {
    [ "$(curl --silent --output /dev/null --write-out '%{http_code}' "$URL/q/health/ready")" = 200 ]
}

await_ready() {
    local deadline=$((SECONDS + PATIENCE_SECONDS))
    # The process first: what answers in its place is another one.
    while kill -0 "$container" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ]; do
        ! is_ready || return 0
        sleep 0.02
    done
    fail "It is not ready, see $WINNOW_PROOF/winnow.log"
}

# Ends it in order; $ended is the status that it ended with.
stopped() {
    "$engine" stop -t 40 "$name"
    ended=0
    wait "$container" || ended=$?
    container=
}

# Milliseconds from the birth of the process to ready, in steps of 10, and those that it had a processor, which what
# else the machine does hardly changes.
time_to_ready() { # [run's options and arguments]
    local ready
    start "$@"
    await_ready
    ready=$(cut -d ' ' -f 1 /proc/uptime)
    awk -v ready="$ready" '{ printf "%d %d\n", ready * 1000 - $22 * 10, ($14 + $15) * 10 }' \
        "/proc/$("$engine" pid "$name")/stat"
    stopped
}

median() { # COLUMN LINES...
    printf '%s\n' "${@:2}" | cut -d ' ' -f "$1" | sort -n | sed -n "$(((ROUNDS + 1) / 2))p"
}

tell() { # WHAT LINES...
    echo "$1 $(median 1 "${@:2}") ms, $(median 2 "${@:2}") ms of a processor; of $(printf '%s; ' "${@:2}")"
}

resident() {
    awk '/^VmRSS/ { printf "%d MiB", $2 / 1024 }' "/proc/$("$engine" pid "$name")/status"
}

# Calls for some 30 s from eight connections at once: sessions with ten results that are registered, get an event and
# are scheduled.
load() {
    local client clients=()
    for client in 1 2 3 4 5 6 7 8; do
        awk -v url="$URL" -v client="$client-$$" 'function call(path, body) {
            gsub(/"/, "\\\"", body)
            printf "next\nurl = \"%s%s\"\nheader = \"Content-Type: application/json\"\ndata = \"%s\"\noutput = \"/dev/null\"\n",
                url, path, body
        } BEGIN {
            for (n = 0; n < 1500; n++) {
                id = "load-" client "-" n; results = ""
                for (r = 1; r <= 10; r++)
                    results = results (r > 1 ? "," : "") "{\"object_id\":\"p-" r "\",\"rank\":" r ",\"meta\":{\"title\":\"A thing that somebody may want\"}}"
                call("/session", "{\"session_id\":\"" id "\",\"search_query\":\"things\",\"search_results\":[" results "]}")
                call("/session/events", "{\"session_id\":\"" id "\",\"events\":[{\"event_id\":\"e\",\"object_id\":\"p-1\"}]}")
                call("/session/use-for-improvement", "{\"session_id\":\"" id "\"}")
            }
        }' | timeout 30 curl --silent --config - &
        clients+=($!)
    done
    sleep 25
    resident
    # They are cut off.
    wait "${clients[@]}" || true
}

# ------------------------------------------------------------------ all of it

# The load and the quickstart would go there, and release what that one holds.
! curl --silent --output /dev/null "$URL" || fail "Something answers at $URL already: stop it first, the image is tried there"

mkdir -p "$WINNOW_PROOF"
base=$(sed -n 's/^FROM //p' "$HERE/Dockerfile.jvm")
"$engine" images "$base" >/dev/null 2>&1 || make_base "$base"

[ -n "${IMAGE:-}" ] || ENGINE=$engine "$HERE/build-image.sh" "$image"

start_servers "$JAVA_HOME/bin/java" "$WINNOW_PROOF"

echo
echo '== Without a database and a broker'
status=0
"$engine" run --name "$name" --network host "$image" 2>&1 || status=$?
echo "status $status"

echo
echo '== The quickstart, as its user on a read-only root'
start "$image"
await_ready
echo "user $(awk '/^Uid/ { print $2 }' "/proc/$("$engine" pid "$name")/status"), root: $(
    awk '$2 == "/" { print substr($4, 1, 2) }' "/proc/$("$engine" pid "$name")/mounts")"
mapfile -t check < <("$engine" health "$image")
"$engine" exec "$name" "${check[@]}" && echo 'its health check says well'
examples/quickstart.sh "$URL"
echo "memory after it: $(resident)"
stopped
echo "status on SIGTERM: $ended"

echo
echo '== Memory'
start "$image"
await_ready
sleep 10
echo "idle $(resident), under load $(load), of a limit of $((MEMORY / 1024 / 1024)) MiB"
stopped

echo
echo "== Time to ready, median of $ROUNDS"
plain=() cached=()
for ((round = 0; round < ROUNDS; round++)); do
    # In turn, so that what else the machine does meets both.
    plain+=("$(time_to_ready --entrypoint java "$image" -XX:MaxRAMPercentage=60 -jar quarkus-run.jar)")
    cached+=("$(time_to_ready "$image")")
done
tell plain "${plain[@]}"
tell cached "${cached[@]}"

echo
echo '== Size'
echo "image $("$engine" size "$image"), of it the base $("$engine" size "$base"), jars $(
    du -sh --apparent-size --exclude app.aot target/image | cut -f 1)B, cache $(du -h --apparent-size target/image/app.aot | cut -f 1)B"
