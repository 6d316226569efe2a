package io.winnow.faults;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;

import io.winnow.testing.DocumentSchemas;

/** Calls as a careful client makes them: repeated until they are answered, each answer held against the contract. */
final class Calls {
    /** {@code winnow.call-timeout} is 5 s; the rest is for two cores that are busy starting processes. */
    static final Duration CALL = Duration.ofSeconds(12);
    /** Beyond the setting and a second: counted, since a machine that is too busy is no fault of the service. */
    private static final Duration LATE = Duration.ofSeconds(6);
    /** {@code winnow.release.most-wait} is 25 s, and a call comes on top. */
    static final Duration RELEASE = Duration.ofSeconds(40);
    /** Two outages one after the other of a long run, with time to recover. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final Findings findings;

    Calls(Findings findings) {
        this.findings = findings;
    }

    /** An answer, and when it was there. */
    record Answer(int status, byte[] body, long at) {
        JsonNode json() {
            return DocumentSchemas.json(body);
        }
    }

    /** A call that was not answered for so long that its client gives up: the system has not come back. */
    static final class GaveUp extends RuntimeException {
        GaveUp(String call) {
            super(call, null, false, false);
        }
    }

    static HttpRequest.Builder get() {
        return HttpRequest.newBuilder().GET().timeout(CALL);
    }

    static HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder().header("Content-Type", "application/json").POST(BodyPublishers.ofString(body))
                .timeout(CALL);
    }

    /** Repeats a call, each time at an instance that the caller picks, until it is answered by other than 503. */
    Answer insist(Supplier<Instance> any, String path, HttpRequest.Builder call) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var answer = once(any.get(), path, call);
            if (answer.isPresent() && answer.get().status() != 503) {
                return answer.get();
            }
            findings.count("calls repeated");
            pause(200);
        }
        findings.broken(Invariant.WORK_GOES_ON, "%s was not answered for %s", path, PATIENCE);
        throw new GaveUp(path);
    }

    /** One try; empty when the connection broke or nothing came in time. */
    Optional<Answer> once(Instance instance, String path, HttpRequest.Builder call) {
        var began = System.nanoTime();
        findings.count("calls");
        try {
            var answer = http.send(call.copy().uri(instance.at(path)).build(), BodyHandlers.ofByteArray());
            var at = System.nanoTime();
            check(instance, path, answer);
            if (!path.equals("/batch/release") && at - began > LATE.toNanos()) {
                findings.count("calls answered, but after more than " + LATE.toSeconds() + " s");
            }
            return Optional.of(new Answer(answer.statusCode(), answer.body(), at));
        } catch (HttpTimeoutException late) {
            unlessDisturbed(instance, began, path + " hangs");
        } catch (IOException broken) {
            unlessDisturbed(instance, began, path + " broke: " + broken);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Optional.empty();
    }

    boolean isReady(Instance instance) {
        return isUp(instance, "/q/health/ready");
    }

    boolean isUp(Instance instance, String path) {
        return ask(instance, path).filter(answer -> answer.statusCode() == 200).isPresent();
    }

    /** What an instance says, whatever the status; empty when it says nothing. */
    String text(Instance instance, String path) {
        return ask(instance, path).map(HttpResponse::body).orElse("");
    }

    private Optional<HttpResponse<String>> ask(Instance instance, String path) {
        try {
            return Optional.of(http.send(get().uri(instance.at(path)).build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void check(Instance instance, String path, HttpResponse<byte[]> answer) {
        findings.count("calls answered " + answer.statusCode());
        var isListed = answer.statusCode() == 200 || answer.statusCode() == 503
                || answer.statusCode() == 404 && path.equals("/batch/release");
        if (!isListed) {
            findings.broken(Invariant.ANSWERS_IN_TIME, "%s answered %d %s; %s: %s", path, answer.statusCode(),
                    new String(answer.body()), instance.name, instance.lastError());
        }
        if (answer.statusCode() == 503) {
            findings.count("of them by " + path.replaceFirst("[?].*", "") + " answered 503");
        }
        if (answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isEmpty()) {
            findings.broken(Invariant.ANSWERS_IN_TIME, "%s answered 503 without Retry-After", path);
        }
    }

    private void unlessDisturbed(Instance instance, long began, String how) {
        findings.count("calls broken off");
        if (!instance.wasDisturbedSince(began)) {
            findings.broken(Invariant.ANSWERS_IN_TIME, "%s at %s, which nothing was done to", how, instance.name);
        }
    }
}
