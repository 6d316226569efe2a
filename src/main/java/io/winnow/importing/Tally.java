package io.winnow.importing;

import static io.winnow.json.JsonText.extend;
import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.winnow.improvement.Verdict;
import io.winnow.session.Kept.Outcome;

/** What became of the lines so far. */
final class Tally {
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<String, Long> scheduled = new LinkedHashMap<>();
    private long lines;

    Tally() {
        Stream.of(Outcome.values()).forEach(outcome -> outcomes.put(outcome, 0L));
        Verdict.OUTCOMES.forEach(outcome -> scheduled.put(outcome, 0L));
    }

    void line(Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    void scheduled(Verdict verdict) {
        scheduled.merge(verdict.outcome(), 1L, Long::sum);
    }

    /** All lines up to this one are settled, blank ones too. */
    void through(long line) {
        lines = line;
    }

    /** The number of the last line that is settled. */
    long through() {
        return lines;
    }

    /** The counts as JSON. */
    String json(boolean isScheduling) {
        var counts = extend(object(member("lines", lines)), members(outcomes));
        return isScheduling ? extend(counts, member("scheduled", object(members(scheduled)))) : counts;
    }

    private static String[] members(Map<?, Long> counts) {
        return counts.entrySet().stream().map(count -> member(count.getKey().toString(), count.getValue()))
                .toArray(String[]::new);
    }
}
