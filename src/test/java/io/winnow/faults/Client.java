package io.winnow.faults;

import static io.winnow.faults.Calls.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A search application: reports sessions and what users did, and schedules them, again and again. */
final class Client implements Runnable {
    private static final int MOST_REMEMBERED = 200;

    private final String name;
    private final Scene scene;
    private final Random random;
    private final BooleanSupplier goesOn;
    private final List<Track> mine = new ArrayList<>();
    private int count;

    Client(String name, Scene scene, Random random, BooleanSupplier goesOn) {
        this.name = name;
        this.scene = scene;
        this.random = random;
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        while (goesOn.getAsBoolean()) {
            var session = mine.isEmpty() || random.nextInt(10) < 7 ? register(name + "-" + ++count) : again();
            report(session);
            schedule(session);
            if (random.nextInt(5) == 0) {
                schedule(session);
            }
            Calls.pause(10 + random.nextInt(40));
        }
    }

    Track register(String id) {
        insist("/session", """
                {"session_id": "%s", "search_query": "query of %1$s", "search_results":
                 [{"object_id": "o1", "rank": 1}, {"object_id": "o2", "rank": 2, "meta": {"title": "Über 🦊"}}]}"""
                .formatted(id));
        var session = scene.ledger().session(id);
        if (mine.size() == MOST_REMEMBERED) {
            mine.remove(0);
        }
        mine.add(session);
        return session;
    }

    /** One to four more events in one call, once in a while twice, or the irrelevance mark. */
    void report(Track session) {
        if (random.nextInt(12) == 0 && !session.changes.contains(Track.MARK)) {
            insist("/session/irrelevant", "{\"session_id\": \"%s\"}".formatted(session.id));
            session.changed(List.of(Track.MARK));
            return;
        }
        var ids = random.ints(1 + random.nextInt(4)).mapToObj(any -> "e" + Integer.toHexString(any)).distinct()
                .filter(id -> !session.changes.contains(id)).toList();
        var body = ids.stream()
                .map(id -> "{\"event_id\": \"%s\", \"object_id\": \"o%d\"}".formatted(id, 1 + random.nextInt(2)))
                .collect(Collectors.joining(", ", "{\"session_id\": \"" + session.id + "\", \"events\": [", "]}"));
        for (var times = random.nextInt(8) == 0 ? 2 : 1; times > 0; times--) {
            var answer = insist("/session/events", body).json();
            if (answer.get("accepted").intValue() + answer.get("duplicates").intValue() != ids.size()) {
                scene.findings().broken(Invariant.INTAKE_IS_KEPT, "%s: %s of %d events", session.id, answer,
                        ids.size());
            }
        }
        session.changed(ids);
    }

    void schedule(Track session) {
        session.asks();
        var answer = insist("/session/use-for-improvement", "{\"session_id\": \"%s\"}".formatted(session.id));
        var verdict = answer.json();
        var status = verdict.path("status").asText();
        scene.findings().count("schedules answered " + status);
        if (status.equals("scheduled")) {
            session.scheduled(version(verdict.get("improvement_id").textValue()), answer.at());
        } else if (status.startsWith("already_")) {
            session.isSaidToBeIn(verdict.get("batch_id").asLong());
        } else {
            scene.findings().broken(Invariant.SCHEDULED_IS_IN_ONE_BATCH, "%s was answered %s", session.id, verdict);
        }
    }

    private static int version(String improvementId) {
        return Integer.parseInt(improvementId.substring(improvementId.lastIndexOf(':') + 1));
    }

    private Track again() {
        return mine.get(random.nextInt(mine.size()));
    }

    private Calls.Answer insist(String path, String body) {
        return scene.calls().insist(() -> scene.stack().any(random), path, post(body));
    }
}
