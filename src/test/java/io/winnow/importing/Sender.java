package io.winnow.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;

import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.parsetools.RecordParser;
import io.winnow.testing.DocumentSchemas;

/** Sends a log bit by bit, in chunks, and reads the answer meanwhile. */
final class Sender implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final HttpClient client;
    private final HttpClientRequest request;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpClientResponse> response = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    Sender(Vertx vertx, String query) {
        client = vertx.createHttpClient(new HttpClientOptions());
        request = client.request(HttpMethod.POST, RestAssured.port, "localhost", "/session/import" + query)
                .toCompletionStage().toCompletableFuture().join();
        request.putHeader("Content-Type", "application/x-ndjson").setChunked(true).response().onComplete(answer -> {
            if (answer.failed()) {
                response.completeExceptionally(answer.cause());
                return;
            }
            answer.result().handler(RecordParser.newDelimited("\n", line -> lines.add(line.toString(UTF_8))))
                    .endHandler(end::complete).exceptionHandler(end::completeExceptionally);
            response.complete(answer.result());
        });
    }

    Sender send(String text) {
        return send(text.getBytes(UTF_8));
    }

    Sender send(byte[] octets) {
        request.write(Buffer.buffer(octets)).toCompletionStage().toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return this;
    }

    /** Whether it was taken off our hands by now, at least by the network. */
    CompletableFuture<Void> begin(byte[] octets) {
        return request.write(Buffer.buffer(octets)).toCompletionStage().toCompletableFuture();
    }

    /** The lines of the answer as soon as there are so many. */
    List<JsonNode> awaitLines(int count) {
        Awaitility.await().until(() -> lines.size() >= count);
        return lines.stream().map(line -> DocumentSchemas.json(line.getBytes(UTF_8))).toList();
    }

    /** Ends the log; all lines of the answer. */
    List<JsonNode> finish() {
        request.end();
        end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return awaitLines(0);
    }

    HttpClientResponse response() {
        return response.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Completes when the answer is whole; fails when it breaks off. */
    CompletableFuture<Void> end() {
        return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void hangUp() {
        request.connection().close();
    }

    @Override
    public void close() {
        client.close();
    }
}
