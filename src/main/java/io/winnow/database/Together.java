package io.winnow.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.winnow.problem.Failures;

/**
 * Has the calls that are waiting answered by one statement. A call alone goes out at once, which is when its event loop has
 * handled all that had come with it: clients that were answered together call again together. What comes while a statement is
 * under way goes out together when that one is done, before its calls are told. So the more calls there are, the less each costs,
 * and no call is answered by a statement that began before it came. A second goes out beside it where what waits is enough for one
 * of its own, or where the one under way has taken so long that it may be stuck: on a lock, or a dead connection.
 *
 * @param <C> a call
 * @param <A> its answer
 */
public final class Together<C, A> {
    /** One that is stuck leaves a way for the next. More would be smaller, and take connections from others. */
    private static final int MOST_UNDER_WAY = 2;
    /** Many times as long as a statement takes: what takes longer may be stuck. */
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration LOOKS_EACH = PATIENCE.dividedBy(4);

    private final Function<List<C>, Future<List<A>>> statement;
    private final ToIntFunction<C> size;
    private final int mostAtOnce;
    private final int enough;
    private final int mostUnderWay;
    private final LongSupplier nanoTime;

    /** Guarded by this, as the three below. */
    private final Queue<Waiting<C, A>> queue = new ArrayDeque<>();
    private final List<Long> begun = new ArrayList<>();
    private int sizeWaiting;
    private boolean looks;

    private record Waiting<C, A>(C call, Promise<A> answer) {}

    /**
     * Nothing is under way yet.
     *
     * @param statement answers calls, in their order; where it fails on the data it is halved, until the culprit stands alone
     * @param size of a call, in whatever unit
     * @param mostAtOnce a statement takes no further call when its calls have this size
     * @param enough when so much waits, another process of PostgreSQL works on that beside the first
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
            var onCaller = caller == null ? (Executor) Runnable::run : MutinyHelper.executor(caller);
            return UniHelper.toUni(await(waiting, onCaller)).emitOn(onCaller)
                    .onCancellation().invoke(() -> waiting.answer().tryFail(new CancellationException()));
        });
    }

    private Future<A> await(Waiting<C, A> waiting, Executor onCaller) {
        add(waiting);
        onCaller.execute(this::sendWaiting);
        return waiting.answer().future();
    }

    private synchronized void add(Waiting<C, A> waiting) {
        queue.add(waiting);
        sizeWaiting += size.applyAsInt(waiting.call());
    }

    private void sendWaiting() {
        var now = nanoTime.getAsLong();
        for (var taken = next(now); !taken.isEmpty(); taken = next(now)) {
            var over = Promise.<Void>promise();
            over.future().onSuccess(done -> {
                end(now);
                sendWaiting();
            });
            send(taken, over);
        }
        lookAgain();
    }

    /** What goes out now, maybe nothing. */
    private synchronized List<Waiting<C, A>> next(long now) {
        var taken = new ArrayList<Waiting<C, A>>();
        var sizes = 0;
        var may = mayBegin(now);
        while (may && sizes < mostAtOnce && !queue.isEmpty()) {
            var next = queue.remove();
            var sized = size.applyAsInt(next.call());
            sizeWaiting -= sized;
            if (!next.answer().future().isComplete()) {
                taken.add(next);
                sizes += sized;
            }
        }
        if (!taken.isEmpty()) {
            begun.add(now);
        }
        return taken;
    }

    private boolean mayBegin(long now) {
        return begun.isEmpty() || begun.size() < mostUnderWay
                && (sizeWaiting >= enough || begun.stream().allMatch(then -> now - then >= PATIENCE.toNanos()));
    }

    private synchronized void end(long then) {
        begun.remove((Long) then);
    }

    /** For what waits behind a statement that is stuck, where no other call comes. */
    private synchronized void lookAgain() {
        if (!looks && !queue.isEmpty()) {
            looks = true;
            Infrastructure.getDefaultWorkerPool().schedule(this::look, LOOKS_EACH.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        stopLooking();
        sendWaiting();
    }

    private synchronized void stopLooking() {
        looks = false;
    }

    private void send(List<Waiting<C, A>> taken, Promise<Void> over) {
        ask(taken).onComplete(done -> {
            // These were carried out, and are told so whatever becomes of the next.
            try {
                if (done.succeeded()) {
                    // The next goes out first: PostgreSQL is at it while the calls of this one are answered.
                    over.tryComplete();
                }
            } finally {
                answer(taken, done);
            }
        });
        // One that failed, when all its calls are answered, also by its halves; any, when all who wait for it have given up: its
        // connection may be dead.
        Future.join(taken.stream().map(one -> one.answer().future()).toList()).onComplete(done -> over.tryComplete());
    }

    private Future<List<A>> ask(List<Waiting<C, A>> taken) {
        // In this way also what is thrown is a failure, and the statement is over.
        return Future.succeededFuture(taken.stream().map(Waiting::call).toList()).compose(statement);
    }

    private void answer(List<Waiting<C, A>> taken, AsyncResult<List<A>> done) {
        if (done.succeeded()) {
            for (var i = 0; i < taken.size(); i++) {
                taken.get(i).answer().tryComplete(done.result().get(i));
            }
        } else if (taken.size() > 1 && !Failures.isPassing(done.cause())) {
            var middle = taken.size() / 2;
            for (var half : List.of(taken.subList(0, middle), taken.subList(middle, taken.size()))) {
                ask(half).onComplete(answered -> answer(half, answered));
            }
        } else {
            taken.forEach(one -> one.answer().tryFail(done.cause()));
        }
    }
}
