package io.winnow.improvement;

import static io.winnow.json.JsonText.error;
import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.winnow.improvement.Verdict.Reason;
import io.winnow.improvement.Verdict.Status;
import io.winnow.problem.Problem;

/** What became of the sessions of a run so far, and the lines that tell it. Counted and told by different threads. */
final class Tally {
    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    void add(Verdict verdict) {
        // One that was deleted since it was found matches no more.
        if (verdict.status() != Status.not_found) {
            counts.merge(verdict.outcome(), 1L, Long::sum);
        }
    }

    /** A line while the run goes on. */
    String progress() {
        return object(member("progress", total()));
    }

    /** The last line of a run that came to its end. */
    String total() {
        return object(counts());
    }

    /** The last line of a run that did not. */
    String brokenOff(Problem problem) {
        return object(error(problem), counts());
    }

    /** Members. */
    private String counts() {
        var told = Map.copyOf(counts);
        return String.join(",", member("matched", told.values().stream().mapToLong(Long::longValue).sum()),
                count(told, Status.scheduled), count(told, Status.already_scheduled),
                count(told, Status.already_released),
                member("skipped",
                        object(count(told, Reason.payload_search), count(told, Reason.no_expected_events))));
    }

    private static String count(Map<String, Long> counts, Enum<?> outcome) {
        return member(outcome.name(), counts.getOrDefault(outcome.name(), 0L));
    }
}
