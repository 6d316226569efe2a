package io.winnow.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.winnow.config.ServiceConfig;
import io.winnow.telemetry.Traces;

/**
 * Sends CloudEvents 1.0 in Kafka's binary mode: the attributes are headers {@code ce_…}, the value is JSON. One that belongs
 * to a trace has it as a header {@code traceparent}, for whoever receives it to continue.
 */
@ApplicationScoped
public class CloudEvents {
    /** Header of a record, its CloudEvents type. */
    public static final String TYPE_HEADER = "ce_type";

    private static final Header VERSION = header("ce_specversion", "1.0");
    private static final Header CONTENT_TYPE = header("ce_datacontenttype", "application/json");
    /** Kafka's binding of CloudEvents says it in both. */
    private static final Header CONTENT_TYPE_OF_RECORD = header("content-type", "application/json");

    private final Header source;
    private final EventSender improvements;
    private final EventSender outbox;
    private final Traces traces;

    CloudEvents(ServiceConfig config, KafkaClientService clients, Traces traces) {
        // Receivers may take it for a URI, as it is said to be one.
        source = header("ce_source", URI.create(config.source()).toString());
        improvements = new EventSender(() -> clients.<String, String>getProducer(EventChannels.IMPROVEMENTS).unwrap());
        outbox = new EventSender(() -> clients.<String, String>getProducer(EventChannels.OUTBOX).unwrap());
        this.traces = traces;
    }

    /**
     * Sends an improvement event.
     *
     * @param traceparent the trace that it belongs to, or {@code null}
     * @return completes when the broker has it with all its replicas
     */
    public Uni<Void> sendImprovement(CloudEvent event, String traceparent) {
        return send(improvements, event, traceparent);
    }

    /** Sends what the outbox holds, likewise. */
    public Uni<Void> sendFromOutbox(CloudEvent event, String traceparent) {
        return send(outbox, event, traceparent);
    }

    private Uni<Void> send(EventSender sender, CloudEvent event, String traceparent) {
        return traces.step("send " + event.topic(), traceparent, step -> describe(step, event),
                onward -> sender.send(record(event, onward)));
    }

    private ProducerRecord<String, String> record(CloudEvent event, String traceparent) {
        var record = new ProducerRecord<>(event.topic(), event.key(), event.value());
        var headers = record.headers();
        if (traceparent != null) {
            headers.add(header(Traces.HEADER, traceparent));
        }
        headers.add(VERSION).add(header("ce_id", event.id())).add(header(TYPE_HEADER, event.type())).add(source)
                .add(header("ce_subject", event.subject())).add(CONTENT_TYPE).add(CONTENT_TYPE_OF_RECORD)
                .add(header("ce_time",
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(event.time().atOffset(ZoneOffset.UTC))));
        return record;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static void describe(SpanBuilder step, CloudEvent event) {
        step.setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "send")
                .setAttribute("messaging.destination.name", event.topic())
                .setAttribute("messaging.kafka.message.key", event.key())
                .setAttribute("messaging.message.id", event.id());
    }
}
