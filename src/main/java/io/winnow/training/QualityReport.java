package io.winnow.training;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What there is to learn from a batch, and what may be wrong with it. A click is an event on an object that was shown; where
 * weights are given, one whose type is worth something.
 *
 * @param sessionsClicked sessions with a click
 * @param fold how many results are seen without scrolling, as the caller said
 * @param sessionsClickedBelowFoldOnly those whose clicks all stand below it
 * @param eventsNotShown events on objects that their session did not show
 * @param eventsTooEarly events before their session
 * @param queries a query is the same whatever its case and white space
 * @param usersUnknown sessions without a user
 * @param clickThrough by position, from the top, of those at which anything was shown; sessions that are marked irrelevant are
 * not counted
 * @param yields what an export of each format would count
 */
@JsonNaming(SnakeCaseStrategy.class)
public record QualityReport(long sessions, long events, Map<String, Long> eventsByType, long sessionsClicked,
        double clickShare, int fold, long sessionsClickedBelowFoldOnly, long eventsNotShown, long eventsTooEarly,
        long sessionsIrrelevant, double irrelevantShare, Keys queries, Keys users, long usersUnknown,
        List<Position> clickThrough, Map<String, Tally.Counts> yields) {

    private static final double DIGITS = 1e4;

    /**
     * What stood at a position.
     *
     * @param rate the share of clicks, rounded to four digits
     */
    public record Position(int position, long shown, long clicked, double rate) {
        static Position of(ClickRates.Rate rate) {
            return new Position(rate.position(), rate.shown(), rate.clicked(), share(rate.clicked(), rate.shown()));
        }
    }

    /**
     * Queries or users.
     *
     * @param distinct how many there are, at least
     * @param isExact whether there are no more than these
     * @param repeated the sessions that share theirs with another
     * @param top those with the most sessions
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Keys(int distinct, @Schema(name = "is_exact") boolean isExact, long repeated, List<Key> top) {
        static Keys of(KeyCounts counts, long sessions) {
            return new Keys(counts.distinct(), counts.isExact(), counts.repeated(), counts.top().stream()
                    .map(key -> new Key(key.text(), key.count(), share(key.count(), sessions))).toList());
        }
    }

    /** One of them, with its sessions and their share of the batch. */
    public record Key(String key, long sessions, double share) {}

    /** Rounded to four digits. */
    static double share(long some, long all) {
        return all == 0 ? 0 : Math.round(DIGITS * some / all) / DIGITS;
    }
}
