package io.winnow.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * The meters of the service. In Prometheus' spelling dots become underscores, counters end in {@code _total}, times are in
 * seconds. All are there from the start with all their outcomes: an alert on the first of something can't see it otherwise,
 * since it needs the 0 before.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><td>{@code winnow.sessions}</td><td>sessions sent, by {@code outcome}: registered, repeated, marked_irrelevant</td></tr>
 * <tr><td>{@code winnow.events}</td><td>events sent, by {@code outcome}: accepted, duplicate</td></tr>
 * <tr><td>{@code winnow.imported.lines}</td><td>lines of imports, by {@code outcome}: accepted, repeated, rejected; their
 * sessions and events count as those of calls do</td></tr>
 * <tr><td>{@code winnow.improvements}</td><td>schedule calls, by {@code outcome}: scheduled, already_scheduled,
 * already_released, not_found, payload_search, no_expected_events</td></tr>
 * <tr><td>{@code winnow.improvement.events}</td><td>improvement events consumed, by {@code outcome}: materialized,
 * repeated, left_out, dead_letter</td></tr>
 * <tr><td>{@code winnow.polls}</td><td>polls, and parts of them that are appended by themselves, by {@code outcome}: appended, fenced,
 * halved, failed</td></tr>
 * <tr><td>{@code winnow.append}</td><td>timer: one append of a poll, or of a part of it, to a batch</td></tr>
 * <tr><td>{@code winnow.freshness}</td><td>timer: from the acknowledgement of an appended poll's oldest record until it can
 * be read in its batch, by buckets</td></tr>
 * <tr><td>{@code winnow.releases}</td><td>release calls, by {@code outcome}: released, repeated, no_batch, too_small, late</td></tr>
 * <tr><td>{@code winnow.release.wait}</td><td>timer: how long a release waited for the consumer</td></tr>
 * <tr><td>{@code winnow.announcements}</td><td>messages relayed, by {@code outcome}: sent, failed</td></tr>
 * <tr><td>{@code winnow.relay}</td><td>timer: one round of the relay</td></tr>
 * <tr><td>{@code winnow.refusals}</td><td>calls answered with a problem, by its {@code status} and its {@code kind}</td></tr>
 * <tr><td>{@code winnow.ready}</td><td>gauge: 1 where a part is ready, else 0, by {@code check}: postgresql, kafka, consumer,
 * outbox</td></tr>
 * <tr><td>{@code winnow.consumer.lag}</td><td>gauge: acknowledged improvement events that are not yet consumed</td></tr>
 * <tr><td>{@code winnow.consumer.age}</td><td>gauge: seconds since the oldest of those was acknowledged</td></tr>
 * <tr><td>{@code winnow.consumer.standing}</td><td>gauge: partitions that have records and have stood still for too long</td></tr>
 * <tr><td>{@code winnow.consumer.contradiction}</td><td>gauge: 1 where log and database disagree, else 0</td></tr>
 * <tr><td>{@code winnow.outbox.age}</td><td>gauge: seconds that the oldest unsent message has waited</td></tr>
 * </table>
 */
@ApplicationScoped
public class Meters {
    private static final Map<String, List<String>> OUTCOMES = Map.of(
            "winnow.sessions", List.of("registered", "repeated", "marked_irrelevant"),
            "winnow.events", List.of("accepted", "duplicate"),
            "winnow.imported.lines", List.of("accepted", "repeated", "rejected"),
            "winnow.improvements", List.of("scheduled", "already_scheduled", "already_released", "not_found",
                    "payload_search", "no_expected_events"),
            "winnow.improvement.events", List.of("materialized", "repeated", "left_out", "dead_letter"),
            "winnow.polls", List.of("appended", "fenced", "halved", "failed"),
            "winnow.releases", List.of("released", "repeated", "no_batch", "too_small", "late"),
            "winnow.announcements", List.of("sent", "failed"));

    private static final List<String> CHECKS = List.of("postgresql", "kafka", "consumer", "outbox");

    /** Closest around what row 3 of docs/performance.md has, the median and 99 of 100 at 200 a second: some milliseconds. */
    private static final Duration[] FRESH = Stream.of(2, 5, 10, 25, 60, 150, 500, 2_000, 10_000, 60_000)
            .map(Duration::ofMillis).toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer freshness;
    private final AtomicLong lag;
    private final AtomicInteger standing;
    private final AtomicInteger contradiction;
    private final Map<String, AtomicInteger> ready = new ConcurrentHashMap<>();
    /** Since when, not how long: what nobody looks at any more, because the database is away, goes on getting older. */
    private volatile Optional<Instant> oldestPending = Optional.empty();
    private volatile Optional<Instant> oldestUnsent = Optional.empty();

    Meters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        OUTCOMES.forEach((name, outcomes) -> outcomes.forEach(outcome -> count(name, outcome, 0)));
        List.of("winnow.append", "winnow.release.wait", "winnow.relay").forEach(registry::timer);
        freshness = Timer.builder("winnow.freshness").serviceLevelObjectives(FRESH).register(registry);
        lag = registry.gauge("winnow.consumer.lag", new AtomicLong());
        standing = registry.gauge("winnow.consumer.standing", new AtomicInteger());
        contradiction = registry.gauge("winnow.consumer.contradiction", new AtomicInteger());
        CHECKS.forEach(check -> ready(check, false));
        Gauge.builder("winnow.consumer.age", () -> seconds(oldestPending)).register(registry);
        Gauge.builder("winnow.outbox.age", () -> seconds(oldestUnsent)).register(registry);
    }

    public void session(String outcome) {
        count("winnow.sessions", outcome, 1);
    }

    public void sessions(String outcome, long count) {
        count("winnow.sessions", outcome, count);
    }

    public void importedLine(String outcome) {
        count("winnow.imported.lines", outcome, 1);
    }

    public void events(String outcome, long count) {
        count("winnow.events", outcome, count);
    }

    public void improvement(String outcome) {
        count("winnow.improvements", outcome, 1);
    }

    public void improvementEvents(String outcome, long count) {
        count("winnow.improvement.events", outcome, count);
    }

    public void poll(String outcome) {
        count("winnow.polls", outcome, 1);
    }

    public Timer append() {
        return registry.timer("winnow.append");
    }

    /** What was acknowledged then can be read now. */
    public void readable(Instant acknowledged) {
        freshness.record(Duration.between(acknowledged, clock.instant()));
    }

    /** What a release call came to: released, repeated, no_batch, too_small or late. */
    public void release(String outcome) {
        count("winnow.releases", outcome, 1);
    }

    public Timer releaseWait() {
        return registry.timer("winnow.release.wait");
    }

    public void announcements(String outcome, long count) {
        count("winnow.announcements", outcome, count);
    }

    public Timer relay() {
        return registry.timer("winnow.relay");
    }

    /** Makes a kind of refusal known before the first: there are a dozen. */
    public void foreseeRefusal(int status, String kind) {
        refusals(status, kind, 0);
    }

    /** A call was answered with a problem: its HTTP status, and its kind as the catalogue of errors tells it. */
    public void refusal(int status, String kind) {
        refusals(status, kind, 1);
    }

    /** Whether a part is ready: postgresql, kafka, consumer or outbox. */
    public void ready(String check, boolean isReady) {
        ready.computeIfAbsent(check, name -> registry.gauge("winnow.ready", Tags.of("check", name),
                new AtomicInteger())).set(isReady ? 1 : 0);
    }

    /** None of the checks could be asked. */
    public void nothingReady() {
        ready.values().forEach(check -> check.set(0));
    }

    public void consumerLag(long events) {
        lag.set(events);
    }

    /** When the oldest event that is not yet consumed was acknowledged, if there is one. */
    public void oldestPending(Optional<Instant> acknowledged) {
        oldestPending = acknowledged;
    }

    /** How many partitions have records and have stood still for too long; 0 where all is well. */
    public void consumerStanding(int partitions) {
        standing.set(partitions);
    }

    /** Whether log and database disagree, so that nothing can be released. */
    public void contradiction(boolean isThere) {
        contradiction.set(isThere ? 1 : 0);
    }

    /** How long the oldest unsent message has waited; zero where there is none. */
    public void outboxAge(Duration age) {
        oldestUnsent = age.isZero() ? Optional.empty() : Optional.of(clock.instant().minus(age));
    }

    private double seconds(Optional<Instant> since) {
        return since.map(from -> Math.max(0, Duration.between(from, clock.instant()).toMillis() / 1_000.0)).orElse(0.0);
    }

    private void refusals(int status, String kind, long count) {
        registry.counter("winnow.refusals", "status", Integer.toString(status), "kind", kind).increment(count);
    }

    private void count(String name, String outcome, long count) {
        registry.counter(name, "outcome", outcome).increment(count);
    }
}
