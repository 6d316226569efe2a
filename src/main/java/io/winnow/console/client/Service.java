package io.winnow.console.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.console.Shell;

import picocli.CommandLine.Option;

/** The service that a command speaks to: the options that say where it is, and the ways to call it. */
final class Service {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Until an answer begins: that of an export may need the whole batch read first. */
    private static final Duration ANSWER = Duration.ofHours(1);

    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final Shell shell;
    private HttpClient client;

    @Option(names = "--url", paramLabel = "URL", description = "where the service is (WINNOW_URL, or http://localhost:8080)")
    String url;

    @Option(names = "--patience", paramLabel = "TIME", converter = Span.class, description = "how long to try again while the service is away or overrun, such as 30s or 5m; 0s: not at all (${DEFAULT-VALUE})", defaultValue = "5m")
    Duration patience;

    Service(Shell shell) {
        this.shell = shell;
        url = shell.variable("WINNOW_URL", "http://localhost:8080");
    }

    /** An answer under way. To be closed. */
    record Answer(HttpHeaders headers, InputStream body) implements Closeable {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /** Patience for one piece of work. */
    Patience patience() {
        return new Patience(patience, trouble -> shell.err().println(url + ": " + trouble));
    }

    /** An answer that fits into memory. */
    JsonNode get(String path, Query query) {
        return patience().over(() -> Json.read(send(request(path, query).GET().build())));
    }

    /** The same of a call that is safe to repeat. */
    JsonNode post(String path, JsonNode body) {
        return patience().over(() -> Json.read(send(json(path, body))));
    }

    HttpRequest json(String path, JsonNode body) {
        return request(path, Query.NONE).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())).build();
    }

    HttpRequest.Builder request(String path, Query query) {
        try {
            return HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + path + query.encoded()))
                    .timeout(ANSWER);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(CommandFailed.USAGE, "--url needs an address such as http://localhost:8080, not "
                    + url);
        }
    }

    /** One try: the answer as a text. */
    String send(HttpRequest request) throws IOException, InterruptedException {
        var answer = client().send(request, BodyHandlers.ofString());
        Refusals.check(answer, answer.body());
        return answer.body();
    }

    /** One try: the answer as a stream, which fails when it stands still. */
    Answer open(HttpRequest request) throws IOException, InterruptedException {
        var answer = client().send(request, BodyHandlers.ofInputStream());
        var body = new Unstalled(answer.body(), SILENCE);
        if (answer.statusCode() != 200) {
            try (body) {
                Refusals.check(answer, new String(body.readAllBytes(), UTF_8));
            }
        }
        return new Answer(answer.headers(), body);
    }

    private HttpClient client() {
        if (client == null) {
            // Not HTTP/2: over plain HTTP the client would try to upgrade each first call, which some proxies refuse.
            client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NORMAL).build();
        }
        return client;
    }
}
