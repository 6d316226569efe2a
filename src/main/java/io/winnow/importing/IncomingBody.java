package io.winnow.importing;

import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request's body as it comes. Whoever asks gets all that is there at once, so that a slow sender is answered soon and a
 * fast one in large parts; a sender who is too fast waits. Quarkus REST reads a body whole before it hands it on (quarkus
 * #13661), unless nobody asks it for one.
 */
final class IncomingBody {
    /** Then the sender waits, but for what is on its way already. */
    static final int MOST_AHEAD = 1024 * 1024;

    private final HttpServerRequest request;
    /** Only here are the fields below touched. */
    private final Context context = Vertx.currentContext();
    private List<byte[]> come = new ArrayList<>();
    private int length;
    private boolean isEnded;
    private UniEmitter<? super Part> waiting;

    /**
     * At least one octet, or the end.
     *
     * @param pieces as they came, not put together: an array of their length would be humongous to G1, which halts for each
     */
    record Part(List<byte[]> pieces, boolean isLast) {}

    /** To be called before anything else could happen to the request, so that nothing of it is missed. */
    IncomingBody(HttpServerRequest request) {
        this.request = request;
        isEnded = request.isEnded();
        if (!isEnded) {
            if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
                request.response().writeContinue();
            }
            // The connection broke: that ends the call, whoever waits for more of its body.
            request.exceptionHandler(broken -> {}).endHandler(end -> {
                isEnded = true;
                give();
            }).handler(this::take).resume();
        }
    }

    /** The next part, as soon as there is one. */
    Uni<Part> next() {
        return Uni.createFrom().emitter(emitter -> context.runOnContext(now -> {
            waiting = emitter;
            give();
        }));
    }

    private void take(Buffer buffer) {
        come.add(buffer.getBytes());
        length += buffer.length();
        if (length >= MOST_AHEAD) {
            request.pause();
        }
        give();
    }

    private void give() {
        if (waiting == null || length == 0 && !isEnded) {
            return;
        }
        var asker = waiting;
        waiting = null;
        var part = new Part(come, isEnded);
        come = new ArrayList<>();
        length = 0;
        if (!isEnded) {
            request.resume();
        }
        asker.complete(part);
    }
}
