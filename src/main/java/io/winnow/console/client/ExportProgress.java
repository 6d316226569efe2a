package io.winnow.console.client;

/** How far an export is: in percent where a line is a session, else in bytes alone. */
final class ExportProgress {
    private final Pace pace = Pace.now();
    private final Bar bar;
    private final Fingerprint fingerprint;
    private final boolean isBySession;
    private final long after;
    private final long bytesBefore;
    private final long linesBefore;

    ExportProgress(Bar bar, Fingerprint fingerprint, Query query) {
        this.bar = bar;
        this.fingerprint = fingerprint;
        isBySession = query.get("split") == null
                && (query.get("format") == null || query.get("format").equals("sessions"));
        after = ExportOptions.after(query);
        bytesBefore = fingerprint.bytes();
        linesBefore = fingerprint.lines();
    }

    /** @param last the last session number that goes in */
    void show(long last) {
        bar.show(() -> text(last));
    }

    private String text(long last) {
        var bytes = fingerprint.bytes();
        var words = Pace.bytes(bytes) + "  " + Pace.bytes(pace.rate(bytes - bytesBefore)) + "/s  " + pace.elapsed();
        if (!isBySession || last <= after) {
            return words;
        }
        double total = last - after;
        var lines = fingerprint.lines();
        return Pace.bar(lines / total) + "  " + words + "  " + pace.left(linesBefore, lines, total);
    }
}
