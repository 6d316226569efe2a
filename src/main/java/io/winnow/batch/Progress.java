package io.winnow.batch;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.winnow.improvement.ImprovementLog;
import io.winnow.improvement.LogEnds;

/** Holds the stored positions against the log: what is still to come, and whether the two contradict each other. */
@ApplicationScoped
public class Progress {
    static final String WHAT_TO_DO = "See docs/operations.md, \"Log and database disagree\".";

    private final ImprovementLog log;
    private final Positions positions;

    Progress(ImprovementLog log, Positions positions) {
        this.log = log;
        this.positions = positions;
    }

    /**
     * Log and positions at one moment.
     *
     * @param stored the positions by partition; a partition that was never consumed is missing
     * @param fault why the database can't have had all that was acknowledged
     */
    public record Report(LogEnds log, Map<Integer, Position> stored, Optional<String> fault) {
        /** Acknowledged improvement events that are not appended yet. */
        public long pending() {
            return log.ends().entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - position(end.getKey()))).sum();
        }

        long position(int partition) {
            return stored.getOrDefault(partition, Position.at(0)).next();
        }
    }

    /** Asks both, the database first: a position that is read before the log's end can't lie behind it by rights. */
    public Uni<Report> now() {
        return log.id().chain(topic -> positions.all(topic)
                .chain(stored -> positions.hasOthers(topic)
                        .chain(hasOthers -> log.ends()
                                .map(ends -> new Report(ends, stored, fault(ends, stored, hasOthers))))));
    }

    private Optional<String> fault(LogEnds ends, Map<Integer, Position> stored, boolean hasOthers) {
        if (hasOthers) {
            return Optional.of(madeAnew(ends.topicId()));
        }
        return stored.entrySet().stream()
                .map(position -> contradiction(ends, position.getKey(), position.getValue()))
                .flatMap(Optional::stream).findFirst();
    }

    private String madeAnew(UUID topicId) {
        return "The topic " + log.topic() + " was made anew (its id is now " + topicId + "): improvement events of the"
                + " former one may be lost. " + WHAT_TO_DO;
    }

    private Optional<String> contradiction(LogEnds ends, int partition, Position position) {
        if (position.contradiction() != null) {
            return Optional.of(position.contradiction());
        }
        var start = ends.starts().get(partition);
        var end = ends.ends().get(partition);
        if (start != null && end != null && start <= position.next() && position.next() <= end) {
            return Optional.empty();
        }
        return Optional.of("The log of " + log.topic() + "-" + partition + " reaches from " + start + " to " + end
                + ", the stored position is " + position.next() + ": improvement events may be lost. "
                + WHAT_TO_DO);
    }
}
