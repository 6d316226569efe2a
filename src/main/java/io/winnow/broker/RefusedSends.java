package io.winnow.broker;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

import org.apache.kafka.common.errors.AuthenticationException;

import io.quarkus.logging.LoggingFilter;

/**
 * Keeps out of the log what the connector says, with a stack trace, of each message that it could not send, and of each
 * poll for which the broker does not let it in. Whoever sends is told, and says it once, as {@link EnsureTopics} does of the
 * broker; else it would be thousands of lines a minute.
 */
@LoggingFilter(name = "refused-sends")
public final class RefusedSends implements Filter {
    private static final List<String> SENDS = List.of("SRMSG18206", "SRMSG18212");
    private static final String POLL = "SRMSG18285";

    @Override
    public boolean isLoggable(LogRecord line) {
        var text = String.valueOf(line.getMessage());
        return SENDS.stream().noneMatch(text::startsWith)
                && !(text.startsWith(POLL) && line.getThrown() instanceof AuthenticationException);
    }
}
