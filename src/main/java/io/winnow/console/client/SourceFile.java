package io.winnow.console.client;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of sessions that is being read, or standard input: decompressed by its name, and how far it is. */
final class SourceFile implements Closeable {
    private final String name;
    private final Counted counted;
    private final InputStream in;

    private SourceFile(String name, InputStream file, FileCoding coding) throws IOException {
        this.name = name;
        counted = new Counted(file);
        in = coding.decoded(counted);
    }

    static SourceFile open(String name, InputStream standardInput) throws IOException {
        return isStandardInput(name)
                ? new SourceFile(name, standardInput, FileCoding.plain)
                : new SourceFile(name, Files.newInputStream(Path.of(name)), FileCoding.of(Path.of(name)));
    }

    static boolean isStandardInput(String name) {
        return name.equals("-");
    }

    /** How many bytes of it were read, as they lie on the disk. */
    long position() {
        return counted.count;
    }

    String name() {
        return name;
    }

    InputStream in() {
        return in;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            var read = super.read(into, from, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
