package io.winnow.telemetry;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The meters of the service. In Prometheus' spelling dots become underscores, counters end in {@code _total}, times are in
 * seconds.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><td>{@code winnow.sessions}</td><td>sessions sent, by {@code outcome}: registered, repeated, marked_irrelevant</td></tr>
 * <tr><td>{@code winnow.events}</td><td>events sent, by {@code outcome}: accepted, duplicate</td></tr>
 * <tr><td>{@code winnow.imported.lines}</td><td>lines of imports, by {@code outcome}: accepted, repeated, rejected; their
 * sessions and events count as those of calls do</td></tr>
 * <tr><td>{@code winnow.improvements}</td><td>schedule calls, by {@code outcome}: scheduled, already_scheduled,
 * already_released, payload_search, no_expected_events</td></tr>
 * <tr><td>{@code winnow.improvement.events}</td><td>improvement events consumed, by {@code outcome}: materialized,
 * repeated, left_out, dead_letter</td></tr>
 * <tr><td>{@code winnow.polls}</td><td>polls, by {@code outcome}: appended, fenced, halved, failed</td></tr>
 * <tr><td>{@code winnow.append}</td><td>timer: one append of a poll to a batch</td></tr>
 * <tr><td>{@code winnow.releases}</td><td>release calls, by {@code outcome}: released, repeated, no_batch, too_small, late</td></tr>
 * <tr><td>{@code winnow.release.wait}</td><td>timer: how long a release waited for the consumer</td></tr>
 * <tr><td>{@code winnow.announcements}</td><td>messages relayed, by {@code outcome}: sent, failed</td></tr>
 * <tr><td>{@code winnow.relay}</td><td>timer: one round of the relay</td></tr>
 * <tr><td>{@code winnow.consumer.lag}</td><td>gauge: acknowledged improvement events that are not yet consumed</td></tr>
 * <tr><td>{@code winnow.outbox.age}</td><td>gauge: seconds that the oldest unsent message has waited</td></tr>
 * </table>
 */
@ApplicationScoped
public class Meters {
    private final MeterRegistry registry;
    private final AtomicLong lag;
    private final AtomicLong outboxAge;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        lag = registry.gauge("winnow.consumer.lag", new AtomicLong());
        outboxAge = registry.gauge("winnow.outbox.age", new AtomicLong());
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

    public void consumerLag(long events) {
        lag.set(events);
    }

    public void outboxAge(Duration age) {
        outboxAge.set(age.toSeconds());
    }

    private void count(String name, String outcome, long count) {
        registry.counter(name, "outcome", outcome).increment(count);
    }
}
