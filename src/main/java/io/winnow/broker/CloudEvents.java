package io.winnow.broker;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.header.internals.RecordHeader;
import org.eclipse.microprofile.reactive.messaging.Message;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.winnow.config.ServiceConfig;
import io.winnow.telemetry.Traces;

/**
 * Sends CloudEvents 1.0 in Kafka's binary mode: the attributes are headers {@code ce_…}, the value is JSON. One that belongs
 * to a trace has it as a header {@code traceparent}, for whoever receives it to continue.
 */
@ApplicationScoped
public class CloudEvents {
    private final URI source;
    private final Traces traces;

    CloudEvents(ServiceConfig config, Traces traces) {
        source = URI.create(config.source());
        this.traces = traces;
    }

    /**
     * Sends an event.
     *
     * @param traceparent the trace that it belongs to, or {@code null}
     * @return completes when the broker has it with all its replicas
     */
    public Uni<Void> send(MutinyEmitter<String> emitter, CloudEvent event, String traceparent) {
        return traces.step("send " + event.topic(), traceparent, step -> describe(step, event),
                onward -> emitter.sendMessage(message(event, onward)));
    }

    private Message<String> message(CloudEvent event, String traceparent) {
        return Message.of(event.value())
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder().withTopic(event.topic()).withKey(event.key())
                        .withHeaders(headers(traceparent)).build())
                .addMetadata(OutgoingCloudEventMetadata.<String>builder()
                        .withId(event.id()).withSource(source).withType(event.type()).withSubject(event.subject())
                        .withTimestamp(event.time().atZone(ZoneOffset.UTC)).withDataContentType("application/json")
                        .build());
    }

    private static List<RecordHeader> headers(String traceparent) {
        return traceparent == null
                ? List.of()
                : List.of(new RecordHeader(Traces.HEADER, traceparent.getBytes(StandardCharsets.US_ASCII)));
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
