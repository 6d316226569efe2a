#!/usr/bin/env bash
#
# The whole way of real search sessions through a running Winnow: see --help.

set -euo pipefail
# The tools of macOS refuse text that isn't of the locale; here bytes are enough.
export LC_ALL=C

readonly START='java -jar target/quarkus-app/quarkus-run.jar'
readonly BUILD='mvn package -DskipTests'
readonly PATIENCE_SECONDS=60

usage() {
    cat <<END
Usage: examples/quickstart.sh [URL]

Sends the 278 search sessions of chorus_sessions.ndjson and their events to the
Winnow at URL (http://localhost:8080), schedules every one, waits until the batch
holds them, reads the batch page by page, releases it, and prints what happened,
with the message that tells of the release, as it stands in Kafka.

It can be run again: what was sent before is not taken twice.

Needs bash, curl 7.76 (2021) or newer, Java 17 or newer, and Winnow built ($BUILD)
and running ($START).

Environment:
  KAFKA_BOOTSTRAP_SERVERS  the broker of that Winnow (the embedded one, 127.0.0.1:29092)
  WINNOW_TOPICS_PREFIX     the prefix of its topics, if it has one
  WINNOW_COMMAND           what runs Winnow's commands where the broker can be
                           reached from, in place of Java and the jar here; split
                           at spaces, quotes are not heeded
END
}

# ------------------------------------------------------------------ telling

fail() {
    echo "quickstart: $*" >&2
    exit 1
}

# A line that the next one overwrites; nothing where the output goes to a file.
counter() {
    if [ -t 1 ]; then
        printf '%s\r' "$1"
    fi
}

# A line of the summary.
line() { # NUMBER TEXT
    printf '%5d %s\n' "$1" "$2"
}

line_if_any() { # NUMBER TEXT
    [ "$1" -eq 0 ] || line "$1" "$2"
}

# ------------------------------------------------------------------ reading JSON

# All values of the fields of this name, one a line: texts without their quotes, and whole numbers.
values() { # NAME FILE
    { grep -oE "\"$1\":(\"([^\"\\\\]|\\\\.)*\"|[0-9]+)" "$2" || true; } |
        sed -e 's/^"[^"]*"://' -e 's/^"\(.*\)"$/\1/'
}

# The first of them; nothing where it is missing or null.
field() { # NAME FILE
    values "$1" "$2" | sed -n 1p
}

# How many of them are this value.
count() { # NAME VALUE FILE
    values "$1" "$3" | { grep -cx "$2" || true; }
}

sum() { # NAME FILE
    values "$1" "$2" | awk '{ sum += $1 } END { print sum + 0 }'
}

lines() {
    wc -l | tr -d ' '
}

# ------------------------------------------------------------------ calling the service

# One call in the language of curl's configuration files, so that one curl makes many over one connection. A 503 is
# tried again after the time that it names: to repeat a call is safe. The last line is what send reads; curl would
# keep it back until its end if it went to standard output.
call() { # METHOD PATH ANSWER-FILE
    printf '%s\n' next "request = \"$1\"" "url = \"$url$2\"" "output = \"$3\"" \
        'header = "Content-Type: application/json"' 'connect-timeout = 5' 'max-time = 40' \
        'retry = 5' 'retry-max-time = 60' fail-with-body \
        "write-out = \"%{stderr}%{http_code} $3 $1 $2\\n\""
}

# A POST of each line of standard input; its answer goes to the file answer-1, answer-2, ...
posts() { # PATH
    local number=0 body
    sed 's/["\\]/\\&/g' | while IFS= read -r body; do
        number=$((number + 1))
        call POST "$1" "answer-$number"
        printf 'data = "%s"\n' "$body"
    done
}

# Makes the calls that come on standard input, counting; the first that fails ends it all.
send() { # [WORD TOTAL]
    local status answer what reason sent=0
    curl --silent --fail-early --config - 2>&1 | while read -r status answer what; do
        case $status in
            200)
                sent=$((sent + 1))
                [ $# -eq 0 ] || counter "$1 $sent of $2"
                ;;
            000) fail "No answer from $url to $what. Is Winnow running there? Start it with: $START" ;;
            [1-9][0-9][0-9])
                reason=$(field detail "$answer")
                fail "$what answered $status: ${reason:-no reason given. Is there a Winnow at $url?}"
                ;;
            *) echo "$status $answer $what" >&2 ;; # curl itself has something to say
        esac
    done
}

get() { # PATH ANSWER-FILE
    call GET "$1" "$2" | send
}

# Posts each line of a file and gathers the answers in another.
post_all() { # WORD PATH BODIES ANSWERS
    local total
    total=$(lines <"$3")
    posts "$2" <"$3" | send "$1" "$total"
    cat answer-* >"$4"
    rm answer-*
    echo "$1 $total of $total"
}

# ------------------------------------------------------------------ the steps

# Service calls refuse times that are not near now, so those of the recording are left out. A quote within a text is
# escaped in JSON: that is why these patterns can meet keys only.
prepare_bodies() { # NDJSON
    local timeless='s/,"created_at":[0-9]*//g'
    sed -e "$timeless" -e 's/^{"session":\(.*\),"events":\[.*\]}$/\1/' "$1" >sessions
    # An empty list of events would be refused.
    sed -e '/,"events":\[\]}$/d' -e "$timeless" \
        -e 's/^{"session":{\("session_id":"[^"]*"\).*\(,"events":\[.*\]\)}$/{\1\2}/' "$1" >events
    sed -e 's/^{"session":{\("session_id":"[^"]*"\).*$/{\1}/' "$1" >ids
}

find_collecting() {
    get '/batches?status=collecting&limit=1' collecting
}

# What was acknowledged is appended a moment later; with nothing pending the batch holds it all.
await_batch() {
    local deadline=$((SECONDS + PATIENCE_SECONDS))
    find_collecting
    until [ "$(field pending collecting)" = 0 ]; do
        [ "$SECONDS" -lt "$deadline" ] ||
            fail "After $PATIENCE_SECONDS s no collecting batch holds all of it. Was it released by someone else?"
        counter "Waiting for the batch, $(field pending collecting) to come"
        sleep 1
        find_collecting
    done
    echo "Waiting for the batch, nothing more to come: it is batch $(field batch_id collecting)"
}

# A page may be shorter than asked for: only an empty one, without a last number, is the end.
read_pages() { # BATCH
    local after=0
    while [ -n "$after" ]; do
        counter "Reading the batch, up to number $after"
        get "/batch/sessions?batch_id=$1&after_number=$after&limit=25" page
        cat page >>pages
        after=$(field last_number page)
    done
    values session_number pages >numbers
    echo "Reading the batch, up to number $(tail -n 1 numbers)"
}

release() { # RELEASE-ID
    echo "{\"release_id\":\"$1\"}" | posts /batch/release | send
    mv answer-1 released
    echo "Released batch $(field batch_id released)"
}

winnow() {
    if [ -n "${WINNOW_COMMAND:-}" ]; then
        $WINNOW_COMMAND "$@"
    else
        "$java" -jar "$jar" "$@"
    fi
}

# What a downstream consumer does.
read_announcement() { # BATCH RELEASE-ID
    local doubt="Is KAFKA_BOOTSTRAP_SERVERS the broker of $url?"
    winnow listen --from-beginning --batch "$1" --max 1 --timeout 30 >announcement ||
        fail "The message of the release of batch $1 was not found. $doubt"
    [ "$(field release_id announcement)" = "$2" ] || fail "The message tells of another release of batch $1. $doubt"
}

# ------------------------------------------------------------------ what happened

tell_intake() {
    local status reason
    echo
    line "$(values session_id registered | lines)" 'registered'
    line "$(sum accepted added)" "events accepted, $(sum duplicates added) duplicates"
    line "$scheduled" 'scheduled'
    for status in already_scheduled already_released; do
        line_if_any "$(count status "$status" verdicts)" "$status"
    done
    for reason in no_expected_events payload_search; do
        line_if_any "$(count reason "$reason" verdicts)" "skipped for $reason"
    done
}

tell_batch() {
    local paged ours
    paged=$(lines <numbers)
    values session_id ids >own
    ours=$(values session_id pages | sort -u | { grep -cFxf own || true; })
    line "$paged" "paged, numbers $(head -n 1 numbers)..$(tail -n 1 numbers) of batch $(field batch_id page)"
    if [ "$ours" -ne "$paged" ]; then
        line "$ours" 'of those are from this file, the others from elsewhere'
    fi
    printf '\nThe answer to the release:\n%s\n\n' "$(cat released)"
}

tell_nothing_to_do() {
    local held collecting
    find_collecting
    held=$(count status already_released verdicts)
    collecting=$(field batch_id collecting)
    echo
    echo 'Nothing was scheduled, so there is nothing to wait for, to read or to release.'
    if [ "$held" -gt 0 ]; then
        echo "$held sessions have not changed since they were released, in batch" \
            "$(values batch_id verdicts | sort -un | tr '\n' ' ' | sed -e 's/ $//' -e 's/ /, /g')."
    fi
    if [ -n "$collecting" ]; then
        echo "Batch $collecting is collecting sessions from elsewhere and was left alone."
    fi
}

# ------------------------------------------------------------------ all of it

case ${1:-} in
    -h | --help)
        usage
        exit
        ;;
    -*) fail "Unknown option $1: try --help." ;;
esac
[ $# -le 1 ] || fail 'One URL at most: try --help.'

url=${1:-http://localhost:8080}
url=${url%/}
examples=$(CDPATH='' cd "$(dirname "$0")" && pwd)
jar=$(dirname "$examples")/target/quarkus-app/quarkus-run.jar
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

if [ -z "${WINNOW_COMMAND:-}" ]; then
    [ -f "$jar" ] || fail "Winnow is not built: there is no $jar. Build it with: $BUILD"
    command -v "$java" >/dev/null || fail "There is no $java. Install Java 17 or newer, or set JAVA_HOME."
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/winnow-quickstart.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

find_collecting
echo "Sending the sessions of chorus_sessions.ndjson to $url"
prepare_bodies "$examples/chorus_sessions.ndjson"
post_all 'Registering: session' /session sessions registered
post_all 'Adding events: session' /session/events events added
post_all 'Scheduling: session' /session/use-for-improvement ids verdicts
scheduled=$(count status scheduled verdicts)

if [ "$scheduled" -eq 0 ] && [ "$(count status already_scheduled verdicts)" -eq 0 ]; then
    tell_intake
    tell_nothing_to_do
    exit
fi

release_id=quickstart-$(date -u +%Y%m%dT%H%M%SZ)-$$
await_batch
read_pages "$(field batch_id collecting)"
release "$release_id"
tell_intake
tell_batch
read_announcement "$(field batch_id released)" "$release_id"
printf '\nThe message in Kafka:\n%s\n' "$(cat announcement)"
