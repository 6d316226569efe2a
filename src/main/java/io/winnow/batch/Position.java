package io.winnow.batch;

/**
 * How far a partition is consumed, as it is stored.
 *
 * @param next the next offset
 * @param lastTime when the record before it was written, in milliseconds; {@code null} where that is not known
 * @param contradiction why it can't be consumed any further; {@code null} where it can
 */
record Position(long next, Long lastTime, String contradiction) {

    /** One of which nothing else is known. */
    static Position at(long next) {
        return new Position(next, null, null);
    }
}
