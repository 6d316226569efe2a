package io.winnow.improvement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.winnow.testing.Background;

/** Asking together: how many questions go out, with what, and who gets which answer. */
class TogetherTest {
    private final List<List<String>> asked = new CopyOnWriteArrayList<>();
    private final List<Promise<Map<String, String>>> open = new CopyOnWriteArrayList<>();

    @Test
    void alone_a_question_goes_out_at_once() {
        var together = new Together<>(this::ask, 10, 1);

        var answer = together.ask("a");
        open.get(0).complete(Map.of("a", "A"));

        assertThat(asked).containsExactly(List.of("a"));
        assertThat(answer.result()).isEqualTo("A");
    }

    @Test
    void what_comes_while_all_places_are_taken_is_asked_together_when_one_is_free() {
        var together = new Together<>(this::ask, 10, 2);
        together.ask("a");
        together.ask("b");

        var c = together.ask("c");
        var d = together.ask("d");
        assertThat(asked).containsExactly(List.of("a"), List.of("b"));
        open.get(0).complete(Map.of());

        assertThat(asked).containsExactly(List.of("a"), List.of("b"), List.of("c", "d"));
        open.get(2).complete(Map.of("d", "D"));
        assertThat(c.succeeded()).isTrue();
        assertThat(c.result()).isNull();
        assertThat(d.result()).isEqualTo("D");
    }

    @Test
    void no_call_is_answered_by_what_was_asked_before_it_came() {
        var together = new Together<>(this::ask, 10, 1);
        together.ask("a");

        var later = together.ask("a");
        var twin = together.ask("a");
        open.get(0).complete(Map.of("a", "before"));
        assertThat(later.isComplete()).isFalse();
        open.get(1).complete(Map.of("a", "after"));

        assertThat(asked).containsExactly(List.of("a"), List.of("a"));
        assertThat(later.result()).isEqualTo("after");
        assertThat(twin.result()).isEqualTo("after");
    }

    @Test
    void a_question_has_so_many_keys_at_most() {
        var together = new Together<>(this::ask, 2, 1);
        together.ask("first");
        List.of("a", "b", "c").forEach(together::ask);

        open.get(0).complete(Map.of());
        open.get(1).complete(Map.of());

        assertThat(asked).containsExactly(List.of("first"), List.of("a", "b"), List.of("c"));
    }

    @Test
    void a_failure_is_that_of_all_who_asked_and_the_next_are_asked_for() {
        Function<List<String>, Future<Map<String, String>>> thrower = keys -> {
            if (keys.contains("bad")) {
                throw new IllegalStateException("bad");
            }
            return ask(keys);
        };
        var together = new Together<>(thrower, 10, 1);
        var first = together.ask("a");
        var second = together.ask("b");

        open.get(0).fail("lost");
        assertThat(first.cause()).hasMessage("lost");
        open.get(1).complete(Map.of("b", "B"));
        assertThat(second.result()).isEqualTo("B");

        assertThat(together.ask("bad").cause()).hasMessage("bad");
        together.ask("c");
        assertThat(asked).last().isEqualTo(List.of("c"));
    }

    @Test
    void whoever_asks_from_whatever_thread_gets_the_own_answer() {
        var together = new Together<String, String>(keys -> Future.future(answer -> new Thread(
                () -> answer.complete(keys.stream().collect(Collectors.toMap(key -> key, key -> "answer to " + key))))
                .start()), 7, 2);

        var number = new AtomicInteger();

        try (var background = new Background()) {
            var answers = background.atOnce(200, () -> together.ask("k" + number.getAndIncrement())
                    .toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS));

            assertThat(answers).containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, 200).mapToObj(k -> "answer to k" + k).toList());
        }
    }

    private Future<Map<String, String>> ask(List<String> keys) {
        asked.add(keys);
        open.add(Promise.promise());
        return open.get(open.size() - 1).future();
    }
}
