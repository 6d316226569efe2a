package io.winnow.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.winnow.problem.Failures;

/**
 * Has the calls that are waiting answered by one statement. A call alone goes out at once; what comes while a statement is
 * under way goes out together when that one is answered. So the more calls there are, the less each costs, and no call is
 * answered by a statement that began before it came. Another statement goes out beside the first where what waits is enough
 * for one, or where all that are under way have taken so long that they may be stuck: on a lock, or a dead connection.
 *
 * @param <C> a call
 * @param <A> its answer
 */
public final class Together<C, A> {
    /** Beside one that is stuck the next go out. More would take connections from who needs them, and be smaller. */
    private static final int MOST_UNDER_WAY = 2;
    /** Many times as long as a statement takes. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Function<List<C>, Future<List<A>>> statement;
    private final ToIntFunction<C> size;
    private final int mostAtOnce;
    private final int enough;
    private final int mostUnderWay;
    private final LongSupplier nanoTime;
    private final Queue<Waiting<C, A>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sizeWaiting = new AtomicInteger();
    private final AtomicBoolean looksAgain = new AtomicBoolean();
    private final List<Long> begun = new ArrayList<>();

    private record Waiting<C, A>(C call, Promise<A> answer) {}

    /**
     * Nothing is under way yet.
     *
     * @param statement answers calls, in their order; where it fails on the data it is halved, until the culprit stands alone
     * @param size of a call, in whatever unit
     * @param mostAtOnce a statement takes no further call when its calls have this size
     */
    public Together(Function<List<C>, Future<List<A>>> statement, ToIntFunction<C> size, int mostAtOnce) {
        this(statement, size, mostAtOnce, mostAtOnce);
    }

    /**
     * The same for calls over which PostgreSQL takes long.
     *
     * @param enough when so much waits, another process of its works on that beside the first
     */
    public Together(Function<List<C>, Future<List<A>>> statement, ToIntFunction<C> size, int mostAtOnce, int enough) {
        this(statement, size, mostAtOnce, enough, MOST_UNDER_WAY, System::nanoTime);
    }

    /** Each call by a statement of its own, {@code most} of them at a time. */
    public static <C, A> Together<C, A> alone(Function<List<C>, Future<List<A>>> statement, int most) {
        return new Together<>(statement, call -> 1, 1, 1, most, System::nanoTime);
    }

    Together(Function<List<C>, Future<List<A>>> statement, ToIntFunction<C> size, int mostAtOnce, int enough,
            int mostUnderWay, LongSupplier nanoTime) {
        this.statement = statement;
        this.size = size;
        this.mostAtOnce = mostAtOnce;
        this.enough = enough;
        this.mostUnderWay = mostUnderWay;
        this.nanoTime = nanoTime;
    }

    /** The answer to a call, on the caller's context. What nobody waits for any more, and is not under way, is left out. */
    public Uni<A> of(C call) {
        return Uni.createFrom().deferred(() -> {
            var waiting = new Waiting<>(call, Promise.<A>promise());
            var caller = Vertx.currentContext();
            var answer = UniHelper.toUni(await(waiting));
            return (caller == null ? answer : answer.emitOn(work -> caller.runOnContext(now -> work.run())))
                    .onCancellation().invoke(() -> waiting.answer().tryFail(new CancellationException()));
        });
    }

    private Future<A> await(Waiting<C, A> waiting) {
        sizeWaiting.addAndGet(size.applyAsInt(waiting.call()));
        queue.add(waiting);
        sendWaiting();
        lookAgain();
        return waiting.answer().future();
    }

    /** For what waits behind a statement that is stuck; without it, it would wait for the next call. */
    private void lookAgain() {
        var context = Vertx.currentContext();
        if (context != null && !queue.isEmpty() && looksAgain.compareAndSet(false, true)) {
            context.owner().setTimer(PATIENCE.toMillis(), late -> {
                looksAgain.set(false);
                sendWaiting();
                lookAgain();
            });
        }
    }

    private void sendWaiting() {
        // Looked at again behind each statement: whoever had to wait for it may have come just before its end.
        while (!queue.isEmpty()) {
            var now = nanoTime.getAsLong();
            if (!mayBegin(now)) {
                return;
            }
            var taken = take();
            if (taken.isEmpty()) {
                end(now);
            } else {
                send(taken);
                // Also where all who wait for a statement have given up: its connection may be dead.
                Future.join(taken.stream().map(one -> one.answer().future()).toList()).onComplete(done -> {
                    end(now);
                    sendWaiting();
                });
            }
        }
    }

    private synchronized boolean mayBegin(long now) {
        var may = begun.isEmpty() || begun.size() < mostUnderWay
                && (sizeWaiting.get() >= enough || begun.stream().allMatch(then -> now - then >= PATIENCE.toNanos()));
        if (may) {
            begun.add(now);
        }
        return may;
    }

    private synchronized void end(Long then) {
        begun.remove(then);
    }

    private List<Waiting<C, A>> take() {
        var taken = new ArrayList<Waiting<C, A>>();
        var sizes = 0;
        for (var next = queue.poll(); next != null; next = sizes < mostAtOnce ? queue.poll() : null) {
            var sized = size.applyAsInt(next.call());
            sizeWaiting.addAndGet(-sized);
            if (!next.answer().future().isComplete()) {
                taken.add(next);
                sizes += sized;
            }
        }
        return taken;
    }

    private void send(List<Waiting<C, A>> taken) {
        // In this way also what is thrown is a failure, and the place is free again.
        Future.succeededFuture(taken.stream().map(Waiting::call).toList()).compose(statement)
                .onComplete(done -> answer(taken, done));
    }

    private void answer(List<Waiting<C, A>> taken, AsyncResult<List<A>> done) {
        if (done.succeeded()) {
            for (var i = 0; i < taken.size(); i++) {
                taken.get(i).answer().tryComplete(done.result().get(i));
            }
        } else if (taken.size() > 1 && !Failures.isPassing(done.cause())) {
            var middle = taken.size() / 2;
            send(taken.subList(0, middle));
            send(taken.subList(middle, taken.size()));
        } else {
            taken.forEach(one -> one.answer().tryFail(done.cause()));
        }
    }
}
