package io.winnow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Where traces are sent to, by OTLP over HTTP: keeps all that arrives. */
public final class TraceCollector implements QuarkusTestResourceLifecycleManager {
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    /** A span, with ids in hexadecimal digits. */
    public record Seen(String trace, String id, String parent, String name, String kind, Map<String, String> attributes,
            List<String> links) {}

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
        return Map.of("quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                "quarkus.otel.exporter.otlp.endpoint", "http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(TraceCollector.class));
    }

    /** What has arrived of a trace. */
    public List<Seen> of(String trace) {
        return spans.stream().map(TraceCollector::seen).filter(span -> span.trace().equals(trace)).toList();
    }

    /** All that has arrived, as text. */
    public String text() {
        return spans.toString();
    }

    private void take(HttpExchange call) throws IOException {
        try (call) {
            ExportTraceServiceRequest.parseFrom(call.getRequestBody()).getResourceSpansList()
                    .forEach(resource -> resource.getScopeSpansList()
                            .forEach(scope -> spans.addAll(scope.getSpansList())));
            call.sendResponseHeaders(200, -1);
        }
    }

    private static Seen seen(Span span) {
        return new Seen(hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId()), span.getName(),
                span.getKind().name().replace("SPAN_KIND_", ""),
                span.getAttributesList().stream()
                        .collect(Collectors.toMap(one -> one.getKey(), one -> text(one.getValue()))),
                span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList());
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    private static String hex(ByteString octets) {
        return HexFormat.of().formatHex(octets.toByteArray());
    }
}
