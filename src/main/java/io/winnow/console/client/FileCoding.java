package io.winnow.console.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;

/** How a file is compressed, by its name. */
enum FileCoding {
    plain {
        @Override
        InputStream decoded(InputStream file) {
            return file;
        }

        @Override
        OutputStream encoded(OutputStream file) {
            return file;
        }
    },
    gzip {
        @Override
        InputStream decoded(InputStream file) throws IOException {
            return new GZIPInputStream(file, BUFFER);
        }

        @Override
        OutputStream encoded(OutputStream file) throws IOException {
            return new GZIPOutputStream(file, BUFFER);
        }
    },
    zstd {
        @Override
        InputStream decoded(InputStream file) throws IOException {
            return new ZstdInputStreamNoFinalizer(file);
        }

        @Override
        OutputStream encoded(OutputStream file) throws IOException {
            // Many small writes would each cross over into native code.
            return new BufferedOutputStream(new ZstdOutputStreamNoFinalizer(file), BUFFER);
        }
    };

    private static final int BUFFER = 64 * 1024;

    abstract InputStream decoded(InputStream file) throws IOException;

    abstract OutputStream encoded(OutputStream file) throws IOException;

    static FileCoding of(Path file) {
        var name = file.toString();
        return name.endsWith(".gz") ? gzip : name.endsWith(".zst") ? zstd : plain;
    }
}
