package io.winnow.telemetry;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Lines of the log with the id of what they are about beside them: a field of its own where the log is JSON. The line of a
 * traced call has {@code traceId} and {@code spanId} as well, without doing anything for it.
 */
public final class Noted {

    private Noted() {}

    /** A line about a session, with its {@code session_id}. */
    public static void session(Logger log, Logger.Level level, String id, String format, Object... arguments) {
        note(log, level, "session_id", id, format, arguments);
    }

    /** A line about a batch, with its {@code batch_id}. */
    public static void batch(Logger log, Logger.Level level, Object id, String format, Object... arguments) {
        note(log, level, "batch_id", id.toString(), format, arguments);
    }

    /** A line about what a message tells of, with its {@code subject}. */
    public static void subject(Logger log, Logger.Level level, String subject, String format, Object... arguments) {
        note(log, level, "subject", subject, format, arguments);
    }

    private static void note(Logger log, Logger.Level level, String field, String id, String format,
            Object... arguments) {
        if (log.isEnabled(level)) {
            MDC.put(field, id);
            try {
                log.logf(level, format, arguments);
            } finally {
                MDC.remove(field);
            }
        }
    }
}
