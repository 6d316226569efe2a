package io.winnow.embedded;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.kafka.common.internals.FatalExitError;
import org.apache.kafka.common.utils.Exit;
import org.jboss.logging.Logger;

/** What happens when the broker meets a fault it can't go on from, as a disk that is full. */
final class KafkaFault {

    private static final Logger LOG = Logger.getLogger(KafkaFault.class);
    private static final int PATIENCE_SECONDS = 60;
    private static final AtomicBoolean ENDING = new AtomicBoolean();

    private KafkaFault() {}

    /** Kafka would halt the process on the spot. It ends in order instead, or by force if that doesn't come off. */
    static void endsTheProcess() {
        Exit.setExitProcedure(KafkaFault::end);
        Exit.setHaltProcedure(KafkaFault::end);
    }

    private static void end(int code, String message) {
        if (ENDING.compareAndSet(false, true)) {
            LOG.error("The embedded Kafka broker has failed and can't go on: Winnow stops.");
            int exitCode = Math.max(code, 1);
            // In threads of their own: the one that failed may be awaited by the shutdown.
            daemon(() -> System.exit(exitCode));
            daemon(() -> haltAfterAll(exitCode));
        }
        // Kafka counts on never coming back from here.
        throw new FatalExitError(Math.max(code, 1));
    }

    private static void haltAfterAll(int code) {
        try {
            TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "embedded-kafka-fault");
        thread.setDaemon(true);
        thread.start();
    }
}
