package io.winnow.console;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints what lies in the dead-letter topic. */
@Command(name = "list", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = {
        "Prints the dead letters that there are now, a line each.",
        "Between tabs: letter, time, topic and position that it came from, key, reason."}, exitCodeListHeading = "%nStatus:%n", exitCodeList = {
                "0:all were read, however many fit", "1:Kafka failed, or a letter that was named is not there",
                "2:the command line is wrong"})
final class ListLetters implements Callable<Integer> {

    private final Shell shell;
    private long read;
    private long printed;

    @Mixin
    private final Broker broker;

    @Mixin
    private final LetterTopic topic;

    @Mixin
    private final LetterFilter filter = new LetterFilter();

    @Option(names = "--json", description = "print each as a JSON object instead, with value and headers; what is no UTF-8 as base64")
    private boolean json;

    ListLetters(Shell shell) {
        this.shell = shell;
        broker = new Broker(shell);
        topic = new LetterTopic(shell);
    }

    @Override
    public Integer call() {
        topic.read(broker, letter -> {
            read++;
            if (filter.test(letter)) {
                shell.out().println(json ? LetterJson.line(letter) : line(letter));
                printed++;
            }
        });
        filter.missing().forEach(position -> shell.err().println(position + " not found"));
        shell.err().printf("%d of %d in %s at %s%n", printed, read, topic.name(), broker.servers);
        return filter.missing().isEmpty() ? 0 : 1;
    }

    private static String line(Letter letter) {
        String key = letter.record().key() == null
                ? "-"
                : Utf8.decode(letter.record().key()).orElseGet(() -> Utf8.base64(letter.record().key()));
        String origin = letter.topic().orElse("-") + " " + letter.origin().map(Position::toString).orElse("-");
        String reason = letter.reason().orElse("-")
                + letter.resentFrom().map(from -> " (resent from %s)".formatted(from)).orElse("");
        return "%s\t%s\t%s\t%s\t%s".formatted(letter.position(), letter.time(), Utf8.inLine(origin),
                Utf8.inLine(key), Utf8.inLine(reason));
    }
}
