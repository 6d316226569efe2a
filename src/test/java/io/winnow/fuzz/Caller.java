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
    /** No call takes longer: {@code winnow.call-timeout}, and what a release may wait. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client;

    Caller(Vertx vertx) {
        client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(32));
    }

    /** All at once; their answers in the same order. */
    List<Answer> call(List<Request> requests) {
        return requests.stream().map(this::send).toList().stream()
                .map(answer -> answer.toCompletionStage().toCompletableFuture().join()).toList();
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
