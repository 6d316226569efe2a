package io.winnow.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.json.JsonInput;

/**
 * One interaction with one shown object.
 *
 * @param createdAt UTC seconds; {@code null} for now
 * @param meta any JSON, as text, or {@code null}
 */
public record NewEvent(String eventId, String objectId, String eventType, Long createdAt, String meta) {
    static final String DEFAULT_TYPE = "click";
    /** With the session's id; it also keeps a statement from more calls than PostgreSQL has locks for. */
    private static final int OVERHEAD = 100;

    static NewEvent from(JsonInput input) {
        var type = input.optionalId("event_type");
        return new NewEvent(input.id("event_id"), input.id("object_id"), type == null ? DEFAULT_TYPE : type,
                input.optionalInteger("created_at"), input.optionalJson("meta"));
    }

    NewEvent at(long time) {
        return new NewEvent(eventId, objectId, eventType, time, meta);
    }

    /** About how many characters there are to send. */
    int size() {
        return OVERHEAD + eventId.length() + objectId.length() + eventType.length()
                + (meta == null ? 0 : meta.length());
    }

    /** How many octets of its session's limit it takes, as the functions count them. */
    long storedBytes() {
        return OVERHEAD + octets(eventId) + octets(objectId) + octets(eventType) + (meta == null ? 0 : octets(meta));
    }

    private static int octets(String text) {
        return text.getBytes(UTF_8).length;
    }
}
