package io.winnow.training;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.winnow.training.QualityReport.Keys;
import io.winnow.training.QualityReport.Position;

/** Looks at one session after another and tells what there is to learn from them. */
public final class Quality {
    private static final int MOST_TYPES = 100;
    private static final String OTHER_TYPES = "(others)";

    private final int fold;
    private final SortedMap<String, Lessons> lessons;
    private final Weights clicks;
    private final ClickRates rates;
    private final KeyCounts queries = new KeyCounts();
    private final KeyCounts users = new KeyCounts();
    private final SortedMap<String, Long> eventsByType = new TreeMap<>();
    private long sessions;
    private long clicked;
    private long belowFoldOnly;
    private long irrelevant;
    private long usersUnknown;
    private long eventsNotShown;
    private long eventsTooEarly;

    /**
     * @param fold how many results are seen without scrolling
     * @param weights a type of events that is worth something is a click
     * @param lessons what exports would make of the sessions, by name
     */
    public Quality(int fold, Weights weights, SortedMap<String, Lessons> lessons) {
        this.fold = fold;
        clicks = weights.clicks();
        rates = new ClickRates(weights);
        this.lessons = lessons;
    }

    /** Takes a look at a session. */
    public void add(Snapshot snapshot) {
        sessions++;
        irrelevant += snapshot.isIrrelevant() ? 1 : 0;
        queries.add(Split.normal(snapshot.query()));
        if (snapshot.userId() == null) {
            usersUnknown++;
        } else {
            users.add(snapshot.userId());
        }
        rates.add(snapshot);
        positions(snapshot);
        snapshot.events().forEach(event -> event(event, snapshot));
        lessons.values().forEach(lesson -> lesson.look(snapshot));
    }

    /** What was seen. */
    public QualityReport report() {
        return new QualityReport(sessions, eventsByType.values().stream().mapToLong(Long::longValue).sum(),
                eventsByType, clicked, share(clicked), fold, belowFoldOnly, eventsNotShown, eventsTooEarly, irrelevant,
                share(irrelevant), Keys.of(queries, sessions), Keys.of(users, sessions), usersUnknown,
                rates.rates().stream().map(Position::of).toList(),
                lessons.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                        lesson -> lesson.getValue().counts(), (a, b) -> a, TreeMap::new)));
    }

    private void positions(Snapshot snapshot) {
        var positives = clicks.judge(snapshot).stream().filter(Judgement::isPositive)
                .mapToInt(judgement -> judgement.shown().position()).sorted().toArray();
        if (positives.length > 0) {
            clicked++;
            belowFoldOnly += positives[0] > fold ? 1 : 0;
        }
        var shown = snapshot.shown().stream().map(Shown::objectId).collect(Collectors.toCollection(HashSet::new));
        eventsNotShown += snapshot.events().stream().filter(event -> !shown.contains(event.objectId())).count();
    }

    private void event(Snapshot.Event event, Snapshot snapshot) {
        var isKnown = eventsByType.containsKey(event.type()) || eventsByType.size() < MOST_TYPES;
        eventsByType.merge(isKnown ? event.type() : OTHER_TYPES, 1L, Long::sum);
        eventsTooEarly += event.createdAt() < snapshot.createdAt() ? 1 : 0;
    }

    private double share(long some) {
        return QualityReport.share(some, sessions);
    }

    /** The formats whose rows it tells of: all but {@code parquet}, which has the rows of one of these. */
    public static List<Format> formats() {
        return Stream.of(Format.values()).filter(format -> format != Format.parquet).toList();
    }
}
