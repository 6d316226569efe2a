package io.winnow.console.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** Answers that are none: problem details (RFC 9457) of the service, or whatever stands between it and us says. */
final class Refusals {
    /** Overrun or away, of the service itself or of a proxy before it. */
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

    private Refusals() {}

    /**
     * @throws Passing when a repeat may help
     * @throws CommandFailed when it would not
     */
    static void check(HttpResponse<?> answer, String body) throws Passing {
        var status = answer.statusCode();
        if (status == 200) {
            return;
        }
        var words = words(body, "the answer was " + status);
        if (PASSING.contains(status)) {
            throw new Passing(words, after(answer));
        }
        throw new CommandFailed(status < 500 ? CommandFailed.REFUSED : CommandFailed.UNREACHABLE, words);
    }

    /** What a problem says, with each thing that is wrong if its detail does not name it. */
    static String words(JsonNode problem) {
        var detail = problem.path("detail").asText("");
        List<String> faults = new ArrayList<>();
        problem.path("errors").forEach(fault -> {
            var words = fault.path("field").asText() + ": " + fault.path("message").asText();
            if (!detail.contains(words)) {
                faults.add(words);
            }
        });
        return detail + (faults.isEmpty() ? "" : " (" + String.join("; ", faults) + ")");
    }

    private static String words(String body, String otherwise) {
        try {
            var words = words(Json.read(body));
            return words.isBlank() ? otherwise : words;
        } catch (CommandFailed e) {
            // A page of a proxy.
            return otherwise;
        }
    }

    private static Duration after(HttpResponse<?> answer) {
        return answer.headers().firstValue("Retry-After").filter(seconds -> seconds.matches("\\d{1,4}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))).orElse(Duration.ZERO);
    }
}
