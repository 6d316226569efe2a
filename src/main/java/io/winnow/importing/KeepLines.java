package io.winnow.importing;

import static io.winnow.json.JsonText.list;
import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;
import static io.winnow.json.JsonText.quote;
import static io.winnow.problem.Failures.patiently;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.winnow.improvement.ScheduleImprovement;
import io.winnow.improvement.Verdict;
import io.winnow.problem.FieldError;
import io.winnow.session.KeepLog;
import io.winnow.session.Kept;
import io.winnow.session.LoggedSession;
import io.winnow.telemetry.Meters;

/** Settles lines that were read: keeps those that can be kept, schedules them where that is asked for, tells of the others. */
@ApplicationScoped
class KeepLines {
    /** More would take connections from others. */
    private static final int WAYS = 2;

    private final KeepLog log;
    private final ScheduleImprovement improvement;
    private final ImportConfig config;
    private final Meters meters;

    KeepLines(KeepLog log, ScheduleImprovement improvement, ImportConfig config, Meters meters) {
        this.log = log;
        this.improvement = improvement;
        this.config = config;
        this.meters = meters;
    }

    /**
     * Settles a statement's worth of lines.
     *
     * @return a line for each that was rejected; fails when the database or the broker has been away for too long, the
     *         tally then is as before
     */
    Uni<String> keep(List<ReadLine> lines, boolean isScheduling, Tally tally) {
        var sessions = lines.stream().map(ReadLine::session).filter(session -> session != null).toList();
        return keep(sessions).chain(kept -> patiently(schedule(isScheduling, sessions, kept), config.mostWait())
                .map(verdicts -> settle(lines, kept, verdicts, tally)));
    }

    /** In two statements at once. All lines of a session go the same way, so that the first stays the first. */
    private Uni<List<Kept>> keep(List<LoggedSession> sessions) {
        if (sessions.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var ways = IntStream.range(0, sessions.size()).boxed()
                .collect(Collectors.groupingBy(i -> Math.floorMod(sessions.get(i).sessionId().hashCode(), WAYS)));
        var kept = new Kept[sessions.size()];
        return Uni.join().all(ways.values().stream()
                .map(way -> log.keep(way.stream().map(sessions::get).toList(), config.mostWait())
                        .invoke(outcomes -> IntStream.range(0, way.size())
                                .forEach(i -> kept[way.get(i)] = outcomes.get(i))))
                .toList()).andFailFast().map(all -> List.of(kept));
    }

    /** Also those that are repeated: the time before, they may not have been scheduled. */
    private Uni<List<Verdict>> schedule(boolean isScheduling, List<LoggedSession> sessions, List<Kept> kept) {
        var ids = isScheduling
                ? IntStream.range(0, kept.size()).filter(i -> kept.get(i).isKept())
                        .mapToObj(i -> sessions.get(i).sessionId()).distinct().toList()
                : List.<String>of();
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : improvement.scheduleAll(ids, ScheduleImprovement.UNTRACED);
    }

    private String settle(List<ReadLine> lines, List<Kept> kept, List<Verdict> verdicts, Tally tally) {
        var told = new ArrayList<String>();
        var outcomes = kept.iterator();
        for (var line : lines) {
            var outcome = line.session() == null ? Kept.rejected(line.errors()) : outcomes.next();
            tally.line(outcome.outcome());
            meters.importedLine(outcome.outcome().name());
            if (!outcome.isKept()) {
                told.add(rejection(line.number(), outcome.objections()));
            }
        }
        verdicts.forEach(tally::scheduled);
        return String.join("\n", told);
    }

    private static String rejection(long number, List<FieldError> errors) {
        return object(member("line", number), member("errors", list(errors.stream()
                .map(error -> object(member("field", quote(error.field())), member("message", quote(error.message()))))
                .toList())));
    }
}
