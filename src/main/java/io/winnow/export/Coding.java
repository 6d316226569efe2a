package io.winnow.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;

/** How a stream is compressed on its way, by the names of HTTP's content codings. */
enum Coding {
    /** Before gzip where a client takes both alike: faster and smaller. */
    zstd {
        @Override
        OutputStream around(OutputStream to) throws IOException {
            return new ZstdOutputStreamNoFinalizer(to);
        }
    },
    gzip {
        @Override
        OutputStream around(OutputStream to) throws IOException {
            return new GZIPOutputStream(to, BUFFER);
        }
    },
    identity {
        @Override
        OutputStream around(OutputStream to) {
            return to;
        }
    };

    private static final int BUFFER = 64 * 1024;

    abstract OutputStream around(OutputStream to) throws IOException;

    /** What the client likes best of ours, by its header Accept-Encoding (RFC 9110, 12.5.3); nothing where it names none. */
    static Coding of(String accepted) {
        var best = identity;
        var most = 0.0;
        for (var coding : new Coding[]{zstd, gzip}) {
            var quality = accepted == null ? 0 : quality(accepted, coding);
            if (quality > most) {
                best = coding;
                most = quality;
            }
        }
        return best;
    }

    private static double quality(String accepted, Coding coding) {
        return Arrays.stream(accepted.split(",")).map(one -> one.strip().split("\\s*;\\s*"))
                .filter(words -> words[0].equalsIgnoreCase(coding.name()))
                .mapToDouble(words -> words.length == 1 ? 1 : quality(words[1])).max().orElse(0);
    }

    private static double quality(String parameter) {
        return parameter.matches("[qQ]=[01](\\.[0-9]{0,3})?") ? Double.parseDouble(parameter.substring(2)) : 0;
    }
}
