package io.winnow.improvement;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

import io.smallrye.mutiny.Uni;
import io.winnow.broker.Broker;
import io.winnow.broker.Topic;
import io.winnow.broker.TopicsConfig;
import io.winnow.improvement.LogEnds.Entry;

/** The improvement topic as a log: which one it is, and where it starts and ends. */
@ApplicationScoped
public class ImprovementLog {
    private final Broker broker;
    private final String topic;

    ImprovementLog(Broker broker, TopicsConfig topics) {
        this.broker = broker;
        topic = Topic.IMPROVEMENTS.name(topics);
    }

    /** The topic's name on the broker. */
    public String topic() {
        return topic;
    }

    /** Which topic stands under the name now: another one after it was deleted and made anew. */
    public Uni<UUID> id() {
        return describe().map(ImprovementLog::idOf);
    }

    /** Where each partition starts and ends now. */
    public Uni<LogEnds> ends() {
        return describe().chain(described -> Uni.combine().all()
                .unis(offsets(described, OffsetSpec.earliest()), offsets(described, OffsetSpec.latest()))
                .with((starts, ends) -> new LogEnds(idOf(described), starts, ends)));
    }

    /**
     * The first record of each partition that was written after a time, in milliseconds; a partition that has none is
     * missing.
     */
    public Uni<Map<Integer, Entry>> firstBehind(Map<Integer, Long> times) {
        var question = times.entrySet().stream().collect(Collectors.toMap(
                time -> new TopicPartition(topic, time.getKey()),
                time -> OffsetSpec.forTimestamp(time.getValue() + 1)));
        return ask(question).map(answer -> answer.entrySet().stream().filter(entry -> entry.getValue().offset() >= 0)
                .collect(Collectors.toMap(entry -> entry.getKey().partition(),
                        entry -> new Entry(entry.getValue().offset(), entry.getValue().timestamp()))));
    }

    private Uni<TopicDescription> describe() {
        return broker.ask(admin -> admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    }

    private Uni<Map<Integer, Long>> offsets(TopicDescription described, OffsetSpec spec) {
        var question = described.partitions().stream().collect(Collectors.toMap(
                partition -> new TopicPartition(topic, partition.partition()), partition -> spec));
        return ask(question).map(answer -> answer.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), entry -> entry.getValue().offset())));
    }

    private Uni<Map<TopicPartition, ListOffsetsResultInfo>> ask(Map<TopicPartition, OffsetSpec> question) {
        Function<Admin, KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>>> ask = admin -> admin
                .listOffsets(question).all();
        return broker.ask(ask);
    }

    private static UUID idOf(TopicDescription described) {
        Uuid id = described.topicId();
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }
}
