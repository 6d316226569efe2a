package io.winnow.batch;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.winnow.batch.Progress.Report;
import io.winnow.improvement.ImprovementLog;
import io.winnow.improvement.LogEnds.Entry;

/**
 * When the oldest event that is not appended yet was written. Kafka does not tell the time of a record by its offset, but
 * the first record behind a time, from its index: behind that of the last record that was appended comes the next.
 */
@ApplicationScoped
class OldestPending {
    /** Before all records. */
    private static final long NEVER = -1;

    private final ImprovementLog log;

    OldestPending(ImprovementLog log) {
        this.log = log;
    }

    /** One question to the broker, where anything is pending; none where nothing is, as nearly always. */
    Uni<Optional<Instant>> of(Report report) {
        var pending = report.log().ends().entrySet().stream()
                .filter(end -> report.position(end.getKey()) < end.getValue())
                .collect(Collectors.toMap(Map.Entry::getKey, end -> lastTime(report, end.getKey())));
        return pending.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : log.firstBehind(pending).map(found -> oldest(report, pending, found));
    }

    static Optional<Instant> oldest(Report report, Map<Integer, Long> lastTimes, Map<Integer, Entry> found) {
        return lastTimes.entrySet().stream()
                .map(last -> written(report.position(last.getKey()), last.getValue(), found.get(last.getKey())))
                .flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** Records of one millisecond, or of clocks that differ, hide the next one: then it is as old as the last. */
    private static Optional<Instant> written(long position, long lastTime, Entry found) {
        var isHidden = lastTime != NEVER && (found == null || found.offset() > position);
        if (isHidden) {
            return Optional.of(Instant.ofEpochMilli(lastTime));
        }
        return Optional.ofNullable(found).map(entry -> Instant.ofEpochMilli(entry.time()));
    }

    private static long lastTime(Report report, int partition) {
        var position = report.stored().get(partition);
        return position == null || position.lastTime() == null ? NEVER : position.lastTime();
    }
}
