package io.winnow.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.winnow.testing.Background;

/** Calls in one statement: how many statements go out, with what, and who gets which answer. */
class TogetherTest {
    private final List<List<String>> sent = new CopyOnWriteArrayList<>();
    private final List<Promise<List<String>>> open = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void alone_a_call_goes_out_at_once() {
        var together = together(10);

        var answer = call(together, "a");
        open.get(0).complete(List.of("A"));

        assertThat(sent).containsExactly(List.of("a"));
        assertThat(answer).isCompletedWithValue("A");
    }

    @Test
    void what_comes_while_a_statement_is_under_way_goes_out_together_behind_it() {
        var together = together(10);
        call(together, "a");

        var b = call(together, "b");
        var c = call(together, "c");
        assertThat(sent).containsExactly(List.of("a"));
        open.get(0).complete(List.of("A"));

        assertThat(sent).containsExactly(List.of("a"), List.of("b", "c"));
        open.get(1).complete(Arrays.asList(null, "C"));
        assertThat(b).isCompletedWithValue(null);
        assertThat(c).isCompletedWithValue("C");
    }

    @Test
    void what_comes_in_one_turn_of_an_event_loop_goes_out_together() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var together = together(10);
            vertx.getOrCreateContext()
                    .runOnContext(turn -> List.of("a", "b", "c").forEach(call -> call(together, call)));

            Awaitility.await().until(() -> !sent.isEmpty());
            assertThat(sent).containsExactly(List.of("a", "b", "c"));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    @Test
    void the_next_goes_out_before_the_calls_of_the_one_before_are_answered() {
        var together = together(10);
        call(together, "first");
        var sentWhenAnswered = call(together, "a").thenApply(answer -> List.copyOf(sent));
        open.get(0).complete(List.of(""));
        call(together, "b");

        open.get(1).complete(List.of("A"));

        assertThat(sentWhenAnswered).isCompletedWithValue(List.of(List.of("first"), List.of("a"), List.of("b")));
    }

    @Test
    void a_statement_that_is_done_makes_room_for_one_other() {
        var together = together(10);
        call(together, "first");
        call(together, "a");
        open.get(0).complete(List.of(""));

        call(together, "b");

        assertThat(sent).containsExactly(List.of("first"), List.of("a"));
    }

    @Test
    void no_other_goes_out_until_both_halves_of_one_are_answered() {
        var together = new Together<String, String>(
                calls -> calls.size() > 1 ? Future.failedFuture(new IllegalStateException("too many")) : send(calls),
                one -> 1, 10, 10, 2, nanos::get);
        List.of("first", "a", "b").forEach(call -> call(together, call));
        open.get(0).complete(List.of(""));
        call(together, "next");
        open.get(1).complete(List.of("A"));
        assertThat(sent).containsExactly(List.of("first"), List.of("a"), List.of("b"));

        open.get(2).complete(List.of("B"));

        assertThat(sent).last().isEqualTo(List.of("next"));
    }

    @Test
    void a_second_statement_goes_out_where_enough_wait_for_one_but_no_third() {
        var together = new Together<>(this::send, one -> 1, 2, 2);
        IntStream.rangeClosed(1, 8).forEach(call -> call(together, "" + call));

        assertThat(sent).containsExactly(List.of("1"), List.of("2", "3"));
        open.get(1).complete(List.of("", ""));

        assertThat(sent).hasSize(3).last().isEqualTo(List.of("4", "5"));
    }

    @Test
    void each_call_alone_goes_out_with_so_many_others_at_once() {
        var together = Together.alone(this::send, 3);
        List.of("a", "b", "c", "d").forEach(call -> call(together, call));

        assertThat(sent).containsExactly(List.of("a"), List.of("b"), List.of("c"));
        open.get(1).complete(List.of("B"));

        assertThat(sent).last().isEqualTo(List.of("d"));
    }

    @Test
    void what_is_enough_for_another_statement_may_be_less_than_it_takes() {
        var together = new Together<>(this::send, one -> 1, 3, 2);
        call(together, "a");
        call(together, "b");
        assertThat(sent).containsExactly(List.of("a"));

        call(together, "c");

        assertThat(sent).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void a_second_statement_goes_out_where_the_first_takes_long() {
        var together = together(10);
        call(together, "stuck");
        nanos.addAndGet(Duration.ofMillis(199).toNanos());
        call(together, "a");
        assertThat(sent).containsExactly(List.of("stuck"));

        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        var b = call(together, "b");
        call(together, "c");
        assertThat(sent).containsExactly(List.of("stuck"), List.of("a", "b"));
        open.get(1).complete(List.of("A", "B"));

        assertThat(b).isCompletedWithValue("B");
        assertThat(sent).hasSize(3).last().isEqualTo(List.of("c"));
    }

    @Test
    void a_call_behind_one_that_is_stuck_needs_no_other_to_come() {
        var looks = new AtomicInteger();
        var together = new Together<>(this::send, one -> 1, 10, 10, 2, () -> {
            looks.incrementAndGet();
            return nanos.get();
        });
        call(together, "stuck");
        call(together, "a");

        Awaitility.await("looks in vain").until(() -> looks.get() > 5);
        assertThat(sent).containsExactly(List.of("stuck"));
        nanos.addAndGet(Duration.ofMillis(200).toNanos());

        Awaitility.await().untilAsserted(() -> assertThat(sent).containsExactly(List.of("stuck"), List.of("a")));
    }

    @Test
    void no_call_is_answered_by_what_was_sent_before_it_came() {
        var together = together(10);
        call(together, "a");

        var later = call(together, "a");
        open.get(0).complete(List.of("before"));
        assertThat(later).isNotDone();
        open.get(1).complete(List.of("after"));

        assertThat(later).isCompletedWithValue("after");
    }

    @Test
    void a_statement_takes_no_more_when_it_is_full() {
        var together = new Together<>(this::send, String::length, 4, 4);
        call(together, "first");
        List.of("aa", "bbb", "cccccc", "d").forEach(key -> call(together, key));

        open.get(0).complete(List.of(""));
        open.get(1).complete(List.of("", ""));
        open.get(2).complete(List.of(""));

        assertThat(sent).containsExactly(List.of("first"), List.of("aa", "bbb"), List.of("cccccc"), List.of("d"));
    }

    @Test
    void a_failure_that_passes_is_that_of_all_and_the_next_go_out() {
        var together = together(10);
        call(together, "a");
        var second = call(together, "b");
        var third = call(together, "c");
        open.get(0).complete(List.of(""));

        var later = call(together, "d");
        open.get(1).fail(new TimeoutException("lost"));
        open.get(2).complete(List.of("D"));

        assertThat(second).isCompletedExceptionally();
        assertThat(third).isCompletedExceptionally();
        assertThat(later).isCompletedWithValue("D");
    }

    @Test
    void what_fails_on_one_call_is_tried_one_by_one() {
        Function<List<String>, Future<List<String>>> thrower = calls -> {
            if (calls.contains("bad")) {
                throw new IllegalStateException("no " + calls);
            }
            return send(calls);
        };
        var together = new Together<>(thrower, one -> 1, 10, 10);
        call(together, "first");
        var bad = call(together, "bad");
        var good = call(together, "good");

        open.get(0).complete(List.of(""));
        open.get(1).complete(List.of("GOOD"));

        assertThat(good).isCompletedWithValue("GOOD");
        assertThat(bad).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("no [bad]");
        call(together, "next");
        assertThat(sent).last().isEqualTo(List.of("next"));
    }

    @Test
    void a_statement_that_nobody_waits_for_any_more_is_over() {
        var together = together(10);
        var stuck = together.of("stuck").subscribe().with(answer -> {});
        var next = call(together, "next");
        assertThat(sent).hasSize(1);

        stuck.cancel();
        open.get(1).complete(List.of("NEXT"));

        assertThat(next).isCompletedWithValue("NEXT");
        open.get(0).complete(List.of("too late"));
        call(together, "after that");
        assertThat(sent).last().isEqualTo(List.of("after that"));
    }

    @Test
    void what_nobody_waits_for_any_more_is_left_out() {
        var together = together(10);
        call(together, "first");
        var given = together.of("given up").subscribe().with(answer -> {});
        call(together, "kept");

        given.cancel();
        open.get(0).complete(List.of(""));

        assertThat(sent).containsExactly(List.of("first"), List.of("kept"));
    }

    @Test
    void whoever_calls_from_whatever_thread_gets_the_own_answer() {
        var together = new Together<String, String>(calls -> Future.future(answer -> new Thread(
                () -> answer.complete(calls.stream().map(call -> "answer to " + call).toList())).start()),
                one -> 1, 7, 7);
        var number = new AtomicInteger();

        try (var background = new Background()) {
            var answers = background.atOnce(200,
                    () -> call(together, "k" + number.getAndIncrement()).get(20, TimeUnit.SECONDS));

            assertThat(answers).containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, 200).mapToObj(k -> "answer to k" + k).toList());
        }
    }

    private Together<String, String> together(int mostAtOnce) {
        return new Together<>(this::send, one -> 1, mostAtOnce, mostAtOnce, 2, nanos::get);
    }

    private static CompletableFuture<String> call(Together<String, String> together, String call) {
        return together.of(call).subscribeAsCompletionStage();
    }

    private Future<List<String>> send(List<String> calls) {
        sent.add(calls);
        open.add(Promise.promise());
        return open.get(open.size() - 1).future();
    }
}
