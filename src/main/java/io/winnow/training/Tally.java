package io.winnow.training;

import java.util.SortedMap;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** What went in, what came out, and what was left out for which reason. The sums agree. */
public final class Tally {
    private long sessionsIn;
    private long sessionsOut;
    private long rowsOut;
    private final SortedMap<String, Long> sessionsLeftOut = new TreeMap<>();
    private final SortedMap<String, Long> rowsLeftOut = new TreeMap<>();

    /**
     * A tally as it is told.
     *
     * @param sessionsIn those that were looked at: those out and those left out
     * @param rowsLeftOut rows that a session that came out, or one that was left out for their lack, would have had
     */
    @Schema(name = "ExportCounts")
    @JsonNaming(SnakeCaseStrategy.class)
    public record Counts(long sessionsIn, long sessionsOut, SortedMap<String, Long> sessionsLeftOut, long rowsOut,
            SortedMap<String, Long> rowsLeftOut) {}

    /** A session came out as so many rows. */
    void out(long rows) {
        sessionsIn++;
        sessionsOut++;
        rowsOut += rows;
    }

    /** So many sessions came out as a row each. */
    void outWhole(long sessions) {
        sessionsIn += sessions;
        sessionsOut += sessions;
        rowsOut += sessions;
    }

    /** A session was left out. */
    void leftOut(String reason) {
        sessionsIn++;
        sessionsLeftOut.merge(reason, 1L, Long::sum);
    }

    /** A row was left out. */
    void rowLeftOut(String reason) {
        rowsLeftOut.merge(reason, 1L, Long::sum);
    }

    /** What it is by now. */
    public Counts counts() {
        return new Counts(sessionsIn, sessionsOut, new TreeMap<>(sessionsLeftOut), rowsOut,
                new TreeMap<>(rowsLeftOut));
    }
}
