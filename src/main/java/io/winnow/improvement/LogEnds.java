package io.winnow.improvement;

import java.util.Map;
import java.util.UUID;

/**
 * A log at one moment.
 *
 * @param topicId which topic it is
 * @param starts the first offset that can still be read, by partition
 * @param ends the offset that the next record will get, by partition
 */
public record LogEnds(UUID topicId, Map<Integer, Long> starts, Map<Integer, Long> ends) {
    /**
     * A record in it.
     *
     * @param time when it was written, in milliseconds
     */
    public record Entry(long offset, long time) {}
}
