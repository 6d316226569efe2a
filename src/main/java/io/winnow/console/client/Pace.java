package io.winnow.console.client;

import java.util.Locale;
import java.util.function.LongSupplier;

/** How fast work goes, in words. */
final class Pace {
    private static final int CELLS = 20;
    private static final double SECOND = 1e9;

    private final LongSupplier clock;
    private final long begin;

    /** @param clock in nanoseconds */
    Pace(LongSupplier clock) {
        this.clock = clock;
        begin = clock.getAsLong();
    }

    static Pace now() {
        return new Pace(System::nanoTime);
    }

    /** A bar with its percentage. */
    static String bar(double share) {
        var filled = (int) Math.round(Math.max(0, Math.min(1, share)) * CELLS);
        return "[%s%s] %3d%%".formatted("#".repeat(filled), "-".repeat(CELLS - filled),
                (int) (Math.max(0, Math.min(1, share)) * 100));
    }

    static String bytes(double count) {
        var units = new String[]{"B", "kB", "MB", "GB", "TB"};
        var unit = 0;
        var scaled = count;
        while (scaled >= 999.5 && unit < units.length - 1) {
            scaled /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", scaled, units[unit]);
    }

    /** So many a second, on the average since the beginning. */
    double rate(long done) {
        return done / Math.max(elapsedSeconds(), 0.001);
    }

    String elapsed() {
        return clock(elapsedSeconds());
    }

    /**
     * How long the rest will take if it goes on like this.
     *
     * @param from where it stood when the work began: what was there then says nothing of the pace
     */
    String left(double from, double done, double total) {
        return done <= from ? "" : clock(elapsedSeconds() * (total - done) / (done - from)) + " left";
    }

    private double elapsedSeconds() {
        return (clock.getAsLong() - begin) / SECOND;
    }

    private static String clock(double seconds) {
        var whole = Math.round(seconds);
        return whole < 3600
                ? "%d:%02d".formatted(whole / 60, whole % 60)
                : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
    }
}
