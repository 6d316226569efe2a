package io.winnow.fuzz;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.restassured.RestAssured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** Sends requests that a more polite client would refuse to send, many at once. */
final class Caller implements AutoCloseable {
    /** Twice what a call may take: {@code winnow.call-timeout}, and what a release may wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_REPEATS = 3;

    private final HttpClient client;

    Caller(Vertx vertx) {
        client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(32));
    }

    /** All at once; their answers in the same order. */
    List<Answer> call(List<Request> requests) {
        return requests.stream().map(request -> insist(request, MOST_REPEATS)).toList().stream()
                .map(answer -> answer.toCompletionStage().toCompletableFuture().join()).toList();
    }

    /** A machine that is busy with other things may make the service answer 503; what it promises is that a repeat is safe. */
    private Future<Answer> insist(Request request, int repeats) {
        return send(request).compose(answer -> answer.status() == 503 && repeats > 0
                ? insist(request, repeats - 1)
                : Future.succeededFuture(answer));
    }

    private Future<Answer> send(Request request) {
        var options = new RequestOptions().setHost("localhost").setPort(RestAssured.port).setURI(request.uri())
                .setMethod(HttpMethod.valueOf(request.operation().method().toUpperCase(Locale.ROOT)))
                .setTimeout(PATIENCE.toMillis());
        request.headers().forEach(options::addHeader);
        var body = Buffer.buffer(request.body());
        return client.request(options)
                // In one step: a body that comes before somebody asks for it is lost.
                .compose(sent -> (body.length() == 0 ? sent.send() : sent.send(body)).compose(Caller::read))
                .otherwise(failure -> new Answer(0, "none", failure.toString().getBytes()));
    }

    private static Future<Answer> read(HttpClientResponse answer) {
        return answer.body()
                .map(body -> new Answer(answer.statusCode(), answer.getHeader("Content-Type"), body.getBytes()));
    }

    @Override
    public void close() {
        client.close();
    }
}
