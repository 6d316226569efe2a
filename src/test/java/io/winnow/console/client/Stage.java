package io.winnow.console.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An HTTP server that plays the service's part: it gives these answers, one a call, the last for ever. */
final class Stage implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    /** @param isCutOff whether the connection breaks behind the body */
    private record Answer(int status, String type, String body, boolean isCutOff) {}

    Stage() throws IOException {
        server.createContext("/", this::play);
        server.start();
    }

    Stage lines(String... lines) {
        answers.add(new Answer(200, "application/x-ndjson", String.join("\n", lines) + "\n", false));
        return this;
    }

    Stage cutOff(String... lines) {
        answers.add(new Answer(200, "application/x-ndjson", String.join("\n", lines) + "\n", true));
        return this;
    }

    Stage problem(int status, String detail) {
        answers.add(new Answer(status, "application/problem+json", "{\"status\":" + status + ",\"detail\":\"" + detail
                + "\"}", false));
        return this;
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The paths with their parameters, in order. */
    List<String> calls() {
        return calls;
    }

    List<String> bodies() {
        return bodies;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void play(HttpExchange exchange) throws IOException {
        calls.add(exchange.getRequestURI().toString());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        var answer = answers.size() > 1 ? answers.poll() : answers.peek();
        var body = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        // Announces more than comes where the connection is to break.
        exchange.sendResponseHeaders(answer.status(), body.length + (answer.isCutOff() ? 1000 : 0));
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        exchange.close();
    }
}
