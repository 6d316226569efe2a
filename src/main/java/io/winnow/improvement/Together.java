package io.winnow.improvement;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Asks for many keys at once. A question goes out as soon as one of few places is free, so that alone it waits for nothing;
 * what comes while all are taken is asked together when the next one is free. So the more calls there are, the less each
 * costs, and no call is answered by what was asked before it came.
 *
 * @param <K> what is asked for
 * @param <V> the answer to one key
 */
final class Together<K, V> {
    private final Function<List<K>, Future<Map<K, V>>> ask;
    private final int mostKeys;
    private final Semaphore places;
    private final Queue<Waiting<K, V>> waiting = new ConcurrentLinkedQueue<>();

    private record Waiting<K, V>(K key, Promise<V> answer) {}

    /**
     * Nothing is asked yet.
     *
     * @param ask asks for distinct keys and answers those that there are
     * @param mostKeys how many are asked for at once
     * @param mostQuestions how many questions are under way at once
     */
    Together(Function<List<K>, Future<Map<K, V>>> ask, int mostKeys, int mostQuestions) {
        this.ask = ask;
        this.mostKeys = mostKeys;
        places = new Semaphore(mostQuestions);
    }

    /** The answer to a key, {@code null} where there is none. It comes on any thread; a failure is that of the question. */
    Future<V> ask(K key) {
        var answer = Promise.<V>promise();
        waiting.add(new Waiting<>(key, answer));
        askForWaiting();
        return answer.future();
    }

    private void askForWaiting() {
        // Looked at again behind each release: whoever found no place may have come just before it.
        while (!waiting.isEmpty() && places.tryAcquire()) {
            var taken = take();
            if (taken.isEmpty()) {
                places.release();
            } else {
                var keys = taken.stream().map(Waiting::key).distinct().toList();
                // In this way also what is thrown is a failure, and the place is free again.
                Future.succeededFuture(keys).compose(ask).onComplete(found -> {
                    places.release();
                    askForWaiting();
                    taken.forEach(one -> one.answer().handle(found.map(answers -> answers.get(one.key()))));
                });
            }
        }
    }

    private List<Waiting<K, V>> take() {
        return Stream.generate(waiting::poll).limit(mostKeys).takeWhile(Objects::nonNull).toList();
    }
}
