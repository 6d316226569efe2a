package io.winnow.console.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How far an import is, by the bytes of its files: how many lines they have is not known before. */
final class ImportProgress {
    private final Pace pace = Pace.now();
    private final Bar bar;
    /** Zero where standard input is among them, whose end nobody knows. */
    private final long total;
    private long passed;

    ImportProgress(Bar bar, List<String> files) {
        this.bar = bar;
        total = files.stream().anyMatch(SourceFile::isStandardInput)
                ? 0
                : files.stream().mapToLong(ImportProgress::size).sum();
    }

    /** A file has been sent, of so many bytes. */
    void passed(long bytes) {
        passed += bytes;
    }

    void show(long position, long lines) {
        var bytes = passed + position;
        bar.show(() -> {
            var words = "%s  %s/s  %.0f lines/s  %s".formatted(Pace.bytes(bytes), Pace.bytes(pace.rate(bytes)),
                    pace.rate(lines), pace.elapsed());
            return total == 0
                    ? words
                    : Pace.bar((double) bytes / total) + "  " + words + "  " + pace.left(0, bytes, total);
        });
    }

    private static long size(String file) {
        try {
            return Files.size(Path.of(file));
        } catch (IOException e) {
            throw Local.failed(e);
        }
    }
}
