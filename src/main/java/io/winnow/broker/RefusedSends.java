package io.winnow.broker;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

import io.quarkus.logging.LoggingFilter;

/**
 * Keeps out of the log what the connector says, with a stack trace, of each message that it could not send. Whoever sends
 * is told, and says it once; with a broker away it would be thousands of lines a minute.
 */
@LoggingFilter(name = "refused-sends")
public final class RefusedSends implements Filter {
    private static final List<String> CODES = List.of("SRMSG18206", "SRMSG18212");

    @Override
    public boolean isLoggable(LogRecord line) {
        return line.getMessage() == null || CODES.stream().noneMatch(line.getMessage()::startsWith);
    }
}
