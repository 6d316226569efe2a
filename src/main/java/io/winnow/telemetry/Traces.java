package io.winnow.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import io.smallrye.mutiny.Uni;

/**
 * The steps of traces that lie behind a call: what it sends and stores carries a {@code traceparent} (W3C Trace Context),
 * and whoever goes on with it, in whatever process, continues the trace.
 * <p>
 * A trace that is not sampled, as where traces are off, has no {@code traceparent}, and nothing here does anything for it.
 */
@ApplicationScoped
public class Traces {
    /** Header of a Kafka record, as all of OpenTelemetry's instrumentations read it. */
    public static final String HEADER = "traceparent";

    private static final Pattern SAMPLED = Pattern
            .compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f][13579bdf]");

    private static final TextMapGetter<Map<String, String>> FROM_MAP = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public String get(Map<String, String> headers, String name) {
            return headers.get(name);
        }
    };

    private final boolean isOn;
    private final Tracer tracer;

    Traces(OpenTelemetry openTelemetry, OTelRuntimeConfig config) {
        isOn = !config.sdkDisabled();
        tracer = openTelemetry.getTracer("io.winnow");
    }

    public boolean isOn() {
        return isOn;
    }

    /** Of the call that this runs for; {@code null} where that is not traced. */
    public String here() {
        return isOn ? traceparent(Span.current()) : null;
    }

    /**
     * A step of a trace.
     *
     * @param parent what it continues; where that is {@code null} there is no step, and only the work is done
     * @param describe gives it its kind, its attributes and its links
     * @param work gets the step's own {@code traceparent}, to be passed on
     */
    public <T> Uni<T> step(String name, String parent, Consumer<SpanBuilder> describe, Function<String, Uni<T>> work) {
        if (!isOn || parent == null) {
            return work.apply(parent);
        }
        return Uni.createFrom().deferred(() -> {
            var step = begin(name, parent, describe);
            return work.apply(traceparent(step)).onTermination()
                    .invoke((done, failure, isCancelled) -> end(step, failure, isCancelled));
        });
    }

    /** A step that has to be ended by {@link #end}, for work on many at once. */
    public Span begin(String name, String parent, Consumer<SpanBuilder> describe) {
        var step = tracer.spanBuilder(name).setParent(
                W3CTraceContextPropagator.getInstance().extract(Context.root(), Map.of(HEADER, parent), FROM_MAP));
        describe.accept(step);
        return step.startSpan();
    }

    /** Ends a step; cancelled is one that nobody waits for any more, as where a call took too long. */
    public static void end(Span step, Throwable failure, boolean isCancelled) {
        if (failure != null || isCancelled) {
            // Its kind alone: a message may hold what was searched.
            step.setStatus(StatusCode.ERROR, isCancelled ? "cancelled" : failure.getClass().getSimpleName());
        }
        step.end();
    }

    /** A record's {@link #HEADER}, by whomever it was sent; {@code null} where it is none that is sampled. */
    public static String read(byte[] header) {
        var text = header == null ? "" : new String(header, StandardCharsets.US_ASCII);
        return SAMPLED.matcher(text).matches() ? text : null;
    }

    /** As it is sent and stored; {@code null} where nobody will see the trace. */
    public static String traceparent(Span span) {
        var context = span.getSpanContext();
        return context.isSampled()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-" + context.getTraceFlags().asHex()
                : null;
    }
}
