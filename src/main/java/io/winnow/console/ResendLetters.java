package io.winnow.console;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends the records of dead letters back to the topic that they came from. */
@Command(name = "resend", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = {
        "Sends the records of dead letters back to the improvement topic, as they were.",
        "Mend first what their reason names. The letters stay where they are. Sending one back twice is harmless:",
        "what a batch holds already is not appended again."}, exitCodeListHeading = "%nStatus:%n", exitCodeList = {
                "0:all that fit were sent", "1:something could not be sent, or a letter that was named is not there",
                "2:the command line is wrong"})
final class ResendLetters implements Callable<Integer> {

    private final Shell shell;
    // Also counted by the producer's thread.
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    @Spec
    private CommandSpec command;

    @Mixin
    private final Broker broker;

    @Mixin
    private final LetterTopic topic;

    @Mixin
    private final LetterFilter filter = new LetterFilter();

    @Option(names = "--all", description = "all letters that there are")
    private boolean all;

    @Option(names = "--dry-run", description = "tell what would be sent, and send nothing")
    private boolean dryRun;

    ResendLetters(Shell shell) {
        this.shell = shell;
        broker = new Broker(shell);
        topic = new LetterTopic(shell);
    }

    @Override
    public Integer call() {
        if (all != filter.isEmpty()) {
            throw new ParameterException(command.commandLine(),
                    "Say which letters, by --letter, --key, --reason, --since or --until, or else say --all");
        }
        try (var originals = new Originals(broker, topic.origin()); var producer = broker.producer()) {
            topic.read(broker, letter -> {
                if (filter.test(letter)) {
                    resend(letter, originals, producer);
                }
            });
            producer.flush();
            filter.missing().forEach(position -> shell.err().println(position + " not found"));
        } finally {
            shell.err().printf("%d %s, %d not%n", sent.get(), dryRun ? "could be sent" : "sent", failed.get());
        }
        return failed.get() == 0 && filter.missing().isEmpty() ? 0 : 1;
    }

    private void resend(Letter letter, Originals originals, Producer<byte[], byte[]> producer) {
        try {
            ProducerRecord<byte[], byte[]> original = originals.of(letter);
            if (dryRun) {
                sent.incrementAndGet();
                shell.out().printf("%s would go to %s%n", letter.position(), original.topic());
            } else {
                producer.send(original, (place, failure) -> told(letter, place, failure));
            }
        } catch (Originals.Lost lost) {
            told(letter, null, lost);
        }
    }

    private void told(Letter letter, RecordMetadata place, Exception failure) {
        if (failure == null) {
            sent.incrementAndGet();
            shell.out().printf("%s sent to %s %s%n", letter.position(), place.topic(),
                    new Position(place.partition(), place.offset()));
        } else {
            failed.incrementAndGet();
            shell.err().printf("%s not sent: %s%n", letter.position(), Utf8.inLine(failure.getMessage()));
        }
    }
}
