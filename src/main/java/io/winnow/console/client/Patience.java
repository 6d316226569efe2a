package io.winnow.console.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

/** Repeats what failed for a reason that may pass, with growing pauses, until its time is up. For one piece of work. */
final class Patience {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Duration most;
    private final Consumer<String> tell;
    private long since;
    private Duration pause;

    /** Work that is safe to begin anew. */
    interface Attempt<T> {
        T run() throws IOException, InterruptedException;
    }

    /** @param tell is told once, each time that something begins to be in the way */
    Patience(Duration most, Consumer<String> tell) {
        this.most = most;
        this.tell = tell;
        progressed();
    }

    /** Something came of it: what goes wrong from now on has the whole time again. */
    void progressed() {
        pause = FIRST_PAUSE;
        since = 0;
    }

    <T> T over(Attempt<T> attempt) {
        while (true) {
            try {
                return attempt.run();
            } catch (SSLException e) {
                throw new CommandFailed(CommandFailed.UNREACHABLE, "No secure connection: " + e.getMessage());
            } catch (IOException e) {
                rest(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailed(CommandFailed.UNREACHABLE, "Interrupted");
            }
        }
    }

    private void rest(IOException failure) {
        var now = System.nanoTime();
        var words = Passing.words(failure);
        if (since == 0) {
            since = now;
            if (!most.isZero()) {
                tell.accept(words + "; trying again for " + Span.text(most));
            }
        }
        var next = failure instanceof Passing passing && passing.after().compareTo(pause) > 0 ? passing.after() : pause;
        if (Duration.ofNanos(now - since).plus(next).compareTo(most) > 0) {
            throw new CommandFailed(CommandFailed.UNREACHABLE, words);
        }
        sleep(next);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(CommandFailed.UNREACHABLE, "Interrupted");
        }
    }
}
