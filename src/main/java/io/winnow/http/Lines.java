package io.winnow.http;

import io.smallrye.mutiny.Multi;

/**
 * A body that is made while it is sent, line by line. A line is asked for when the one before it is on its way, a client
 * that breaks off cancels, and a failure breaks the connection: what the client has can't be taken for the whole.
 *
 * @param lines JSON each, without a line's end
 */
public record Lines(Multi<String> lines) {
    /** The media type: JSON values, one a line. */
    public static final String MEDIA_TYPE = "application/x-ndjson";
}
