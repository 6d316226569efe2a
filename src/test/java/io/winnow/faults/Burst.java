package io.winnow.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many more calls at once than the connection pool holds. */
final class Burst {
    private static final int SESSIONS = 100;
    private static final int CALLS = 600;

    private Burst() {}

    static void happen(Scene scene, Random random) throws Exception {
        var name = "burst-" + Long.toHexString(random.nextLong()) + "-";
        var threads = Executors.newFixedThreadPool(CALLS);
        try {
            var sessions = all(threads, SESSIONS, i -> {
                var client = new Client(name, scene, new Random(i), () -> false);
                var session = client.register(name + i);
                client.report(session);
                return session;
            });
            all(threads, CALLS, i -> {
                var client = new Client(name, scene, new Random(i), () -> false);
                client.schedule(sessions.get(i % SESSIONS));
                return null;
            });
            scene.findings().count("bursts of %d calls".formatted(CALLS));
        } finally {
            threads.shutdown();
        }
    }

    private interface Call<T> {
        T made(int i);
    }

    private static <T> List<T> all(ExecutorService threads, int count, Call<T> call)
            throws Exception {
        List<Future<T>> calls = new ArrayList<>();
        for (var i = 0; i < count; i++) {
            var number = i;
            calls.add(threads.submit(() -> call.made(number)));
        }
        List<T> made = new ArrayList<>();
        for (var one : calls) {
            made.add(one.get());
        }
        return made;
    }
}
