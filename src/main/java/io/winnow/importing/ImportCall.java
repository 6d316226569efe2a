package io.winnow.importing;

import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.winnow.importing.Lines.Line;
import io.winnow.problem.Failures;

/**
 * One import. The answer draws it: each time the client has taken what there was, the next part of the body is kept, while
 * the one behind it is read and understood. So whoever is slowest, sender, reader or database, holds back all others, and
 * there are never more than two parts here.
 */
final class ImportCall {
    private static final Logger LOG = Logger.getLogger(ImportCall.class);
    /** Each may take a lock, of which PostgreSQL has some thousands. */
    private static final int MOST_LINES_AT_ONCE = 1_000;
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(1);

    private final IncomingBody body;
    private final KeepLines keep;
    private final Clock clock;
    private final Options options;
    private final Lines lines = new Lines();
    private final Tally tally = new Tally();
    private Instant nextProgress;
    private Uni<Part> ahead;
    private Part inHand;
    private boolean isOver;
    private boolean hasAnswered;
    private Throwable breakdown;

    /** What the caller asks for. */
    record Options(boolean isScheduling, boolean showsProgress) {}

    /**
     * Lines that were read, as many as are kept at once of them understood; {@code through} is the number of the last that has
     * ended. Of a log of usual lines that is all of a part: it takes very short ones for more.
     */
    private record Part(List<ReadLine> understood, List<Line> later, long through, boolean isLast) {}

    ImportCall(IncomingBody body, KeepLines keep, Clock clock, Options options) {
        this.body = body;
        this.keep = keep;
        this.clock = clock;
        this.options = options;
        nextProgress = clock.instant().plus(PROGRESS_EVERY);
    }

    /** Lines without the last one's end. Fails, when nothing was answered yet with a problem, if it can't be brought to its end. */
    Multi<String> answer() {
        ahead = read();
        return Multi.createBy().repeating().uni(this::next).whilst(text -> !isOver)
                .filter(text -> !text.isEmpty())
                .onCancellation().invoke(() -> LOG.infof("An import was left behind line %d", tally.through()));
    }

    private Uni<String> next() {
        return breakdown != null
                ? Uni.createFrom().failure(breakdown)
                : settled().onFailure().recoverWithUni(this::breakDown)
                        .invoke(text -> hasAnswered |= !text.isEmpty());
    }

    /** Begins at once, whenever it is waited for. Not on the event loop, which other calls share. */
    private Uni<Part> read() {
        return Uni.createFrom().completionStage(body.next().emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::understand).subscribeAsCompletionStage());
    }

    private Part understand(IncomingBody.Part part) {
        var read = new ArrayList<Line>();
        part.pieces().forEach(piece -> read.addAll(lines.next(piece)));
        if (part.isLast()) {
            read.addAll(lines.rest());
        }
        return understood(read, lines.ended(), part.isLast());
    }

    private Part understood(List<Line> lines, long through, boolean isLast) {
        var now = clock.instant().getEpochSecond();
        var first = Math.min(MOST_LINES_AT_ONCE, lines.size());
        return new Part(lines.subList(0, first).stream().map(line -> ReadLine.of(line, now)).toList(),
                lines.subList(first, lines.size()), through, isLast);
    }

    private Uni<String> settled() {
        if (inHand != null) {
            return settle(inHand);
        }
        return ahead.chain(part -> {
            if (!part.isLast()) {
                ahead = read();
            }
            return settle(part);
        });
    }

    private Uni<String> settle(Part part) {
        return keep.keep(part.understood(), options.isScheduling(), tally).chain(rejections -> {
            if (!part.later().isEmpty()) {
                return onWorker(() -> understood(part.later(), part.through(), part.isLast()))
                        .invoke(rest -> inHand = rest).replaceWith(rejections);
            }
            inHand = null;
            return Uni.createFrom().item(told(part, rejections));
        });
    }

    private static <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private String told(Part part, String rejections) {
        tally.through(part.through());
        isOver = part.isLast();
        if (isOver) {
            LOG.infof("Imported a log: %s", tally.json(true));
        }
        var counts = isOver ? tally.json(options.isScheduling()) : options.showsProgress() ? progress() : "";
        return Stream.of(rejections, counts).filter(text -> !text.isEmpty()).collect(Collectors.joining("\n"));
    }

    private String progress() {
        var now = clock.instant();
        if (now.isBefore(nextProgress)) {
            return "";
        }
        nextProgress = now.plus(PROGRESS_EVERY);
        return object(member("progress", tally.json(options.isScheduling())));
    }

    /** What was answered stands, so that the failure has to be told in a last line; then the connection breaks. */
    private Uni<String> breakDown(Throwable failure) {
        var end = EarlyEnd.of(failure, tally.through());
        if (!hasAnswered) {
            return Uni.createFrom().failure(end.failure());
        }
        if (Failures.isPassing(failure)) {
            LOG.warnf("An import ended early, behind line %d: %s", tally.through(), failure.getCause());
        } else {
            LOG.errorf(failure, "An import failed in an unforeseen way, behind line %d", tally.through());
        }
        breakdown = end.failure();
        return Uni.createFrom().item(end.json());
    }
}
