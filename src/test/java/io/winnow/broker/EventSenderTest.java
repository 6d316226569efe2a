package io.winnow.broker;

import static io.winnow.broker.EventSender.MOST_WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.vertx.core.Vertx;
import io.winnow.problem.Failures;

/** What waits for the broker, and how it ends. By Kafka's producer for tests: no broker could be held in each of these states. */
class EventSenderTest {
    private static final String TOPIC = "topic";

    private final NoBroker producer = new NoBroker();
    private final EventSender sender = new EventSender(() -> producer);

    /** Knows where a topic is when it is told, and has sent a record when it is told. */
    private static final class NoBroker extends MockProducer<String, String> {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile RuntimeException unknown;

        NoBroker() {
            super(false, null, new StringSerializer(), new StringSerializer());
        }

        @Override
        public List<PartitionInfo> partitionsFor(String topic) {
            asked.incrementAndGet();
            if (unknown != null) {
                throw unknown;
            }
            return List.of();
        }

        void completeAll() {
            while (completeNext()) {
                // Until nothing is left.
            }
        }
    }

    @Test
    void a_record_is_sent_at_once_and_done_when_the_broker_has_it() {
        var done = send("a");

        assertThat(values()).containsExactly("a");
        assertThat(done).isNotDone();
        producer.completeAll();
        assertThat(done).isCompleted();
    }

    @Test
    void a_record_that_the_broker_refuses_fails_by_its_reason() {
        var done = send("a");

        producer.errorNext(new TopicAuthorizationException(TOPIC));

        assertThat(failure(done)).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void records_wait_until_the_topic_is_known_and_one_asks_for_all() {
        producer.unknown = new TimeoutException();
        var names = IntStream.range(0, 50).mapToObj(Integer::toString).toList();
        var all = names.stream().map(this::send).toList();
        assertThat(values()).isEmpty();

        producer.unknown = null;
        awaitSent(names.size());
        producer.completeAll();

        assertThat(values()).isEqualTo(names);
        assertThat(all).allSatisfy(done -> assertThat(done).isCompleted());
        assertThat(producer.asked).hasValueLessThan(names.size());
    }

    @Test
    void a_topic_that_stays_unknown_ends_the_wait_with_a_failure_that_passes() {
        producer.unknown = new TimeoutException("not present in metadata after 0 ms");

        var failure = failure(send("a"));

        assertThat(failure).isInstanceOf(TimeoutException.class).hasMessage("No broker says where topic is");
        assertThat(Failures.isPassing(failure)).isTrue();
        assertThat(values()).isEmpty();
        // And the next is not left with the old answer.
        producer.unknown = null;
        send("b");
        assertThat(values()).containsExactly("b");
    }

    @Test
    void a_topic_that_may_not_be_seen_is_told_by_its_reason() {
        producer.unknown = new TimeoutException("not present", new TopicAuthorizationException(TOPIC));

        assertThat(failure(send("a"))).isInstanceOf(TopicAuthorizationException.class);
        // Once by who sends, once by who would go on.
        assertThat(producer.asked).hasValue(2);
    }

    @Test
    void a_topic_that_the_broker_does_not_have_is_named() {
        producer.unknown = new TimeoutException("not present", new UnknownTopicOrPartitionException());

        assertThat(failure(send("a"))).hasMessage("No broker says where topic is")
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void whatever_ends_it_a_place_is_free_again_and_no_more_than_one() {
        producer.unknown = new InvalidTopicException(TOPIC);
        assertThat(failure(send("a"))).isInstanceOf(InvalidTopicException.class);
        producer.unknown = new TopicAuthorizationException(TOPIC);
        failure(send("a"));
        producer.unknown = null;
        send("a");
        producer.errorNext(new TimeoutException());
        send("a");
        producer.completeNext();
        sender.send(record("a")).subscribe().with(done -> {}).cancel();

        IntStream.range(0, MOST_WAITING).forEach(number -> send("b"));

        assertThat(failure(send("c"))).isInstanceOf(BufferExhaustedException.class);
        assertThat(values()).filteredOn("b"::equals).hasSize(MOST_WAITING);
    }

    @Test
    void more_than_may_wait_fail_at_once_until_one_is_done() {
        var all = IntStream.range(0, MOST_WAITING).mapToObj(number -> send("a")).toList();

        var oneMore = failure(send("b"));

        assertThat(oneMore).isInstanceOf(BufferExhaustedException.class);
        assertThat(Failures.isPassing(oneMore)).isTrue();
        producer.completeNext();
        send("c");
        assertThat(values()).hasSize(MOST_WAITING + 1).endsWith("c");
        assertThat(all.get(0)).isCompleted();
    }

    @Test
    void what_nobody_waits_for_any_more_is_not_sent() {
        producer.unknown = new TimeoutException();
        var given = sender.send(record("a")).subscribe().with(done -> {});
        var kept = send("b");

        given.cancel();
        producer.unknown = null;
        awaitSent(1);
        producer.completeAll();

        assertThat(kept).isCompleted();
        assertThat(values()).containsExactly("b");
    }

    @Test
    void a_producer_that_was_closed_fails_as_what_passes() {
        producer.close();

        var failure = failure(send("a"));

        assertThat(failure).isInstanceOf(KafkaException.class);
        assertThat(Failures.isPassing(failure)).isTrue();
    }

    @Test
    void the_answer_comes_on_the_context_that_asked() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var context = vertx.getOrCreateContext();
            var answeredOn = new CompletableFuture<Object>();
            var sent = new CompletableFuture<Void>();
            context.runOnContext(now -> {
                sender.send(record("a")).subscribe().with(done -> answeredOn.complete(Vertx.currentContext()),
                        answeredOn::completeExceptionally);
                sent.complete(null);
            });
            sent.get(10, TimeUnit.SECONDS);

            producer.completeAll();

            assertThat(answeredOn.get(10, TimeUnit.SECONDS)).isSameAs(context);
        } finally {
            vertx.close();
        }
    }

    private CompletableFuture<Void> send(String value) {
        return sender.send(record(value)).subscribeAsCompletionStage();
    }

    private static ProducerRecord<String, String> record(String value) {
        return new ProducerRecord<>(TOPIC, "key", value);
    }

    private List<String> values() {
        return producer.history().stream().map(ProducerRecord::value).toList();
    }

    private void awaitSent(int count) {
        Awaitility.await().until(() -> producer.history().size() == count);
    }

    private static Throwable failure(CompletableFuture<?> done) {
        try {
            done.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("It did not fail");
    }
}
