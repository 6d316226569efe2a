package io.winnow.console.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

import org.awaitility.Awaitility;

/** A bad network before the service: cuts an answer off, or makes one letter another. */
final class Meddler implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final int port;
    private int cutAfter = -1;
    private BooleanSupplier cutWhen;
    private byte from;
    private byte to;

    Meddler(int port) throws IOException {
        this.port = port;
        threads.submit(this::welcome);
    }

    /** Cuts the first answer after so many bytes, when somebody has made something of them. */
    Meddler cutting(int after, BooleanSupplier when) {
        cutAfter = after;
        cutWhen = when;
        return this;
    }

    /** Makes one letter another. */
    Meddler changing(char what, char into) {
        from = (byte) what;
        to = (byte) into;
        return this;
    }

    String url() {
        return "http://localhost:" + door.getLocalPort();
    }

    /** The first lines of the requests that came. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }

    private Void welcome() throws IOException {
        while (true) {
            var guest = door.accept();
            var host = new Socket("localhost", port);
            threads.submit(() -> ask(guest, host));
            threads.submit(() -> answer(host, guest));
        }
    }

    private Void ask(Socket guest, Socket host) throws IOException {
        try (InputStream in = guest.getInputStream(); OutputStream out = host.getOutputStream()) {
            var bytes = new byte[8192];
            for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                requests.add(new String(bytes, 0, count, ISO_8859_1).lines().findFirst().orElse(""));
                out.write(bytes, 0, count);
            }
        }
        return null;
    }

    private Void answer(Socket host, Socket guest) throws IOException {
        try (host; guest; InputStream in = host.getInputStream(); OutputStream out = guest.getOutputStream()) {
            var bytes = new byte[8192];
            var passed = 0;
            for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                for (var i = 0; from != 0 && i < count; i++) {
                    bytes[i] = bytes[i] == from ? to : bytes[i];
                }
                var left = cutAfter < 0 ? count : Math.min(count, cutAfter - passed);
                out.write(bytes, 0, left);
                out.flush();
                passed += left;
                if (passed == cutAfter) {
                    cutAfter = -1;
                    Awaitility.await().until(cutWhen::getAsBoolean);
                    return null;
                }
            }
        }
        return null;
    }
}
