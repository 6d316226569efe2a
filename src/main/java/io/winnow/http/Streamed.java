package io.winnow.http;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;

/**
 * A body that is sent while it is made. A piece is asked for when the one before it is on its way, a client that breaks off
 * cancels, and a failure breaks the stream, which is the connection before HTTP/2: what the client has can't be taken for the
 * whole.
 *
 * @param first what there is when the head is sent; may be empty
 * @param rest what comes behind it; {@code null} where the first piece is all, which then has a Content-Length
 */
public record Streamed(Buffer first, Multi<Buffer> rest) {
    /** With what a stream of HTTP/2 is reset whose answer is broken off; without it the answer would look complete. */
    public static final long HTTP_2_INTERNAL_ERROR = 2;
    /** The media type of {@link #lines}: JSON values, one a line. */
    public static final String LINES = "application/x-ndjson";

    /** A body that is there as a whole. */
    public static Streamed whole(Buffer body) {
        return new Streamed(body, null);
    }

    /** Lines, of JSON each and without their end, as they come. */
    public static Streamed lines(Multi<String> lines) {
        return new Streamed(Buffer.buffer(), lines.map(line -> Buffer.buffer(line + "\n")));
    }

    boolean isWhole() {
        return rest == null;
    }
}
