package io.winnow.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
    /** What takes longer than this behind its time is taken for stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
     * @param begun how often it was begun, also while it was not counted
     * @param done how often it was done within the time
     * @param seconds how long it took
     * @param sortedNanos how long each took
     * @param cpuMillis processor time of who was measured
     * @param clientCpuMillis processor time of this client
     */
    record Result(long begun, long done, double seconds, long[] sortedNanos, double cpuMillis, double clientCpuMillis) {
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

    /** How long a run is to count for it to last so long in all. */
    static Duration counted(Duration inAll) {
        return inAll.multipliedBy(4).dividedBy(5);
    }

    /**
     * Has the work done for so long, by as many clients as there are connections; and for a while before, which is not
     * counted: who has rested while the other side was measured connects anew.
     */
    Result run(Duration time, Cpu measured, Work work) {
        return run(time, Long.MAX_VALUE, measured, work);
    }

    /** The same, but so often at most, of which a part is left for what counts. */
    Result run(Duration time, long most, Cpu measured, Work work) {
        var next = new AtomicInteger();
        drive(time.dividedBy(4), most / 5, next, work);
        var cpu = measured.millis();
        var ownCpu = own.millis();
        var began = System.nanoTime();
        var took = drive(time, most, next, work);
        var seconds = (System.nanoTime() - began) / 1e9;
        Arrays.sort(took);
        return new Result(next.get(), took.length, seconds, took, measured.millis() - cpu, own.millis() - ownCpu);
    }

    /** Returns how long each time took, in nanoseconds, once the last is done. */
    private long[] drive(Duration time, long most, AtomicInteger next, Work work) {
        var deadline = System.nanoTime() + time.toNanos();
        var open = new AtomicInteger(connections);
        var took = new ConcurrentLinkedQueue<Long>();
        var end = new CompletableFuture<Void>();
        vertx.getOrCreateContext()
                .runOnContext(start -> IntStream.range(0, connections).forEach(client -> new Object() {
                    void again() {
                        var from = System.nanoTime();
                        if (from >= deadline || next.get() >= most || end.isDone()) {
                            if (open.decrementAndGet() == 0) {
                                end.complete(null);
                            }
                            return;
                        }
                        work.apply(next.getAndIncrement()).onComplete(done -> {
                            took.add(System.nanoTime() - from);
                            again();
                        }, end::completeExceptionally);
                    }
                }.again()));
        end.orTimeout(time.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS).join();
        return took.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public void close() {
        await(http.close());
    }
}
