package io.winnow.console.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;

/**
 * A stream that fails when nothing has come for too long. Java's HTTP client has a time limit for the head of an answer only:
 * behind a network that forgot the connection a read would wait for ever.
 */
final class Unstalled extends FilterInputStream {
    private final Timer timer = new Timer("silence", true);
    private final Duration silence;
    private volatile long heard = Long.MAX_VALUE;
    private volatile boolean stalled;

    Unstalled(InputStream in, Duration silence) {
        super(in);
        this.silence = silence;
        var period = Math.max(1, silence.toMillis() / 4);
        timer.schedule(new TimerTask() {
            @Override
            public void run() {
                look();
            }
        }, period, period);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        // The time that the reader took for what it had is not the server's.
        heard = System.nanoTime();
        try {
            return super.read(into, from, length);
        } catch (IOException e) {
            throw stalled ? new Passing("nothing came for " + Span.text(silence), Duration.ZERO) : e;
        } finally {
            heard = Long.MAX_VALUE;
        }
    }

    @Override
    public void close() throws IOException {
        timer.cancel();
        super.close();
    }

    private void look() {
        var last = heard;
        if (last != Long.MAX_VALUE && System.nanoTime() - last > silence.toNanos()) {
            stalled = true;
            try {
                // Wakes the reader up.
                super.close();
            } catch (IOException e) {
                // It was broken already.
            }
        }
    }
}
