package io.winnow.alerts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Clients that report sessions and schedule them, now and then badly, whatever they are answered. */
final class Traffic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Integer> ports;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Thread> threads;
    private volatile boolean isEnding;
    private volatile boolean isWrong;

    Traffic(List<Integer> ports) {
        this.ports = ports;
        threads = ports.stream().map(port -> new Thread(() -> report(port), "traffic-" + port)).toList();
        threads.forEach(Thread::start);
    }

    /** From now on they send nonsense as well, or do no longer. */
    void wrong(boolean isWrong) {
        this.isWrong = isWrong;
    }

    /** Reports a session with a click and schedules it, at the first instance; its id. */
    String schedule() {
        return schedule(ports.get(0));
    }

    /** The status of an answer; 0 where there is none. */
    int post(String path, String body) {
        return post(ports.get(0), path, body);
    }

    private void report(int port) {
        while (!isEnding) {
            schedule(port);
            for (var i = 0; isWrong && i < 6; i++) {
                post(port, "/session", "{}");
            }
            pause();
        }
    }

    private String schedule(int port) {
        var id = UUID.randomUUID().toString();
        post(port, "/session", """
                {"session_id": "%s", "search_query": "q", "search_results": [{"object_id": "o", "rank": 1}]}
                """.formatted(id));
        post(port, "/session/events", """
                {"session_id": "%s", "events": [{"event_id": "e", "object_id": "o"}]}""".formatted(id));
        post(port, "/session/use-for-improvement", "{\"session_id\": \"" + id + "\"}");
        return id;
    }

    private int post(int port, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException broken) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        new CompletableFuture<Void>().completeOnTimeout(null, 200, java.util.concurrent.TimeUnit.MILLISECONDS).join();
    }

    @Override
    public void close() throws InterruptedException {
        isEnding = true;
        for (var thread : threads) {
            thread.join();
        }
    }
}
