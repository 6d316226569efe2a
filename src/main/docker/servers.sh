# For build-image.sh and prove-image.sh, which source it in the project's directory and have a fail and PATIENCE_SECONDS.

# Starts a PostgreSQL and a Kafka for a container on the host's network, as the process $servers. How to find them stands in
# DIRECTORY/env; KAFKA_BOOTSTRAP_SERVERS is exported for commands outside of the container.
start_servers() { # JAVA DIRECTORY
    local deadline=$((SECONDS + PATIENCE_SECONDS))
    # That of an earlier run would be taken for the answer.
    rm -f "$2/servers.env"
    "$1" -XX:TieredStopAtLevel=1 -Djava.util.logging.manager=org.jboss.logmanager.LogManager \
        -cp 'target/classes:target/quarkus-app/lib/boot/*:target/quarkus-app/lib/main/*' \
        src/main/docker/TrainingServers.java "$(mktemp -d "$2/servers.XXXXXX")" >"$2/servers.env" 2>"$2/servers.log" &
    servers=$!
    until grep -qs PASSWORD "$2/servers.env"; do
        kill -0 "$servers" 2>/dev/null && [ "$SECONDS" -lt "$deadline" ] || fail "No servers, see $2/servers.log"
        sleep 0.5
    done
    grep '^[A-Z_]*=' "$2/servers.env" >"$2/env"
    export KAFKA_BOOTSTRAP_SERVERS
    KAFKA_BOOTSTRAP_SERVERS=$(sed -n 's/^KAFKA_BOOTSTRAP_SERVERS=//p' "$2/env")
}
