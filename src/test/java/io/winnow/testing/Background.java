package io.winnow.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** Calls that go on beside the test. */
public final class Background implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public <T> Future<T> start(Callable<T> call) {
        return threads.submit(call);
    }

    /** So many of the same call at once; their answers. */
    public <T> List<T> atOnce(int count, Callable<T> call) {
        return IntStream.range(0, count).mapToObj(i -> start(call)).toList().stream().map(Background::await).toList();
    }

    public static <T> T await(Future<T> answer) {
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
