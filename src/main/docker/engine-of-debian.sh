#!/usr/bin/env bash
#
# The few commands of a container engine that build-image.sh and prove-image.sh need, of Debian's buildah and runc, for a
# machine that has none. Images and containers are below $WINNOW_PROOF. A container has a read-only root, /tmp, no
# capability, the host's network, and the memory limit that --memory gives in bytes.

set -euo pipefail

work=${WINNOW_PROOF:?}
images=(buildah --root "$work/storage" --runroot "$work/storage-run" --storage-driver vfs)
containers=(runc --root "$work/runc")

build() {
    # Docker's format, since that of OCI has no health check.
    "${images[@]}" build --isolation chroot --pull-never --format docker "$@"
}

# The configuration of an image or a container, as JSON.
config_of() { # TYPE NAME
    "${images[@]}" inspect --type "$1" "$2" | jq .Docker.config
}

run() {
    local name=winnow-$$ entrypoint= memory=0 env='[]' mounts='[]'
    while [[ $1 == --* ]]; do
        case $1 in
            --rm) shift; continue ;;
            --name) name=$2 ;;
            --network) ;; # the host's, always
            --memory) memory=$2 ;;
            --entrypoint) entrypoint=$2 ;;
            --env-file) env=$(jq -Rn --argjson env "$env" '$env + [inputs | select(length > 0)]' <"$2") ;;
            --volume) mounts=$(jq --arg volume "$2" '. + [($volume | split(":")) as [$from, $to] |
                {destination: $to, source: $from, type: "bind", options: ["bind", "rw"]}]' <<<"$mounts") ;;
            *) echo "engine-of-debian: no $1" >&2; exit 2 ;;
        esac
        shift 2
    done
    local image=$1 bundle=$work/bundles/$name container
    shift
    container=$("${images[@]}" from --pull-never "$image")
    mkdir -p "$bundle"
    (cd "$bundle" && rm -f config.json && runc spec)
    jq --argjson image "$(config_of container "$container")" --arg root "$("${images[@]}" mount "$container")" \
        --arg entrypoint "$entrypoint" --argjson memory "$memory" --argjson env "$env" --argjson mounts "$mounts" \
        --argjson arguments "$([ $# -eq 0 ] && echo '[]' || printf '%s\0' "$@" | jq -Rs 'split("\u0000") | map(select(. != ""))')" '
        .root = {path: $root, readonly: true}
        | .process.terminal = false
        | .process.args = (if $entrypoint == "" then $image.Entrypoint else [$entrypoint] end) + $arguments
        | .process.cwd = $image.WorkingDir
        | .process.env = $image.Env + $env
        | .process.user = ($image.User | split(":") | map(tonumber) | {uid: .[0], gid: .[1]})
        | .process.capabilities = {}
        | .process.noNewPrivileges = true
        | .process.rlimits = []
        | .mounts += [
            {destination: "/tmp", type: "tmpfs", source: "tmpfs", options: ["nosuid", "nodev", "mode=1777", "size=64m"]},
            {destination: "/etc/hosts", type: "bind", source: "/etc/hosts", options: ["bind", "ro"]}] + $mounts
        | .linux.namespaces |= map(select(.type != "network"))
        | if $memory > 0 then .linux.resources.memory = {limit: $memory} else . end
        ' "$bundle/config.json" >"$bundle/config.new"
    mv "$bundle/config.new" "$bundle/config.json"
    local status=0
    "${containers[@]}" run --bundle "$bundle" "$name" </dev/null || status=$?
    "${images[@]}" rm "$container" >/dev/null
    exit "$status"
}

# Asks it to end, and kills it when the time is up.
stop() {
    [ "$1" != -t ] || { local seconds=$2; shift 2; }
    local deadline=$((SECONDS + ${seconds:-10}))
    "${containers[@]}" kill "$1" TERM
    while "${containers[@]}" state "$1" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || "${containers[@]}" kill "$1" KILL
        sleep 0.1
    done
}

case $1 in
    build | run | stop) "$@" ;;
    exec) "${containers[@]}" exec "${@:2}" ;;
    # The process of a container, and the health check of an image.
    pid) "${containers[@]}" state "$2" | jq .pid ;;
    health) config_of image "$2" | jq -r '.Healthcheck.Test[1:][]' ;;
    # What its layers hold.
    size) "${images[@]}" images --format '{{.Size}}' "$2" ;;
    images | from | add | config | commit | rm | rmi) "${images[@]}" "$@" ;;
    *) echo "engine-of-debian: no $1" >&2; exit 2 ;;
esac
