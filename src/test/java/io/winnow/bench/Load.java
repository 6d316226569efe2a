package io.winnow.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/** So many clients, each of which makes the next call when the last one was answered. */
final class Load implements AutoCloseable {
    private final Vertx vertx;
    private final HttpClient http;
    private final int connections;
    private final Cpu own = Cpu.ofThisProcess();

    Load(Vertx vertx, int connections) {
        this.vertx = vertx;
        this.connections = connections;
        http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(connections));
    }

    /** Something that is done again and again; the number tells one time from another. */
    interface Work extends IntFunction<Future<?>> {}

    /**
     * What came of it.
     *
     * @param done how often it was done within the time
     * @param seconds how long it took
     * @param sortedNanos how long each took
     * @param cpuMillis processor time of who was measured
     * @param clientCpuMillis processor time of this client
     */
    record Result(long done, double seconds, long[] sortedNanos, double cpuMillis, double clientCpuMillis) {
        double perSecond() {
            return done / seconds;
        }

        double millis(double quantile) {
            return sortedNanos[(int) Math.min(sortedNanos.length - 1, quantile * sortedNanos.length)] / 1e6;
        }

        double cpuMillisEach() {
            return cpuMillis / done;
        }

        double clientProcessors() {
            return clientCpuMillis / 1000 / seconds;
        }
    }

    /** A call that must be answered 200. */
    Future<Buffer> call(URI at, Buffer body) {
        return http.request(body == null ? HttpMethod.GET : HttpMethod.POST, at.getPort(), at.getHost(), target(at))
                // All from here in one go: a body that nobody has asked for when it comes is lost.
                .compose(request -> send(request, body).compose(response -> response.body().compose(
                        answer -> response.statusCode() == 200
                                ? Future.succeededFuture(answer)
                                : Future.failedFuture(at + " answered " + response.statusCode() + " " + answer))));
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, Buffer body) {
        return body == null ? request.send() : request.putHeader("Content-Type", "application/json").send(body);
    }

    /** Waits for an answer, from outside of Vert.x. */
    static <T> T await(Future<T> answer) {
        return answer.toCompletionStage().toCompletableFuture().join();
    }

    private static String target(URI at) {
        return at.getRawQuery() == null ? at.getRawPath() : at.getRawPath() + "?" + at.getRawQuery();
    }

    /** Has the work done for so long, by as many clients as there are connections. */
    Result run(Duration time, Cpu measured, Work work) {
        var nanos = new long[1 << 20];
        var recorded = new AtomicInteger();
        var next = new AtomicInteger();
        var open = new AtomicInteger(connections);
        var last = new AtomicLong();
        var end = new CompletableFuture<Void>();
        var cpu = measured.millis();
        var ownCpu = own.millis();
        var began = System.nanoTime();
        var deadline = began + time.toNanos();
        var context = vertx.getOrCreateContext();
        context.runOnContext(start -> IntStream.range(0, connections).forEach(client -> new Object() {
            void again() {
                var number = next.getAndIncrement();
                var from = System.nanoTime();
                if (from >= deadline || end.isDone()) {
                    if (open.decrementAndGet() == 0) {
                        end.complete(null);
                    }
                    return;
                }
                work.apply(number).onComplete(done -> {
                    var now = System.nanoTime();
                    nanos[recorded.getAndIncrement() & nanos.length - 1] = now - from;
                    last.accumulateAndGet(now, Math::max);
                    again();
                }, end::completeExceptionally);
            }
        }.again()));
        end.join();
        var sorted = Arrays.copyOf(nanos, Math.min(nanos.length, recorded.get()));
        Arrays.sort(sorted);
        return new Result(recorded.get(), (last.get() - began) / 1e9, sorted, measured.millis() - cpu,
                own.millis() - ownCpu);
    }

    @Override
    public void close() {
        await(http.close());
    }
}
