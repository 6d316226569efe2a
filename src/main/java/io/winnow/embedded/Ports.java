package io.winnow.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address. */
final class Ports {

    static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /** The port asked for, which must be free; 0 stands for any. */
    static int choose(String setting, int port) {
        if (port < 0 || port > 65_535) {
            throw CannotStart.misconfigured("%s must be from 0 to 65535, not %d.".formatted(setting, port));
        }
        try {
            return bind(port);
        } catch (IOException e) {
            throw CannotStart.because(
                    "Port %d is taken: set %s to another, or to 0 for any free one.".formatted(port, setting));
        }
    }

    /** Any port that nobody listens at right now. */
    static int free() throws IOException {
        return bind(0);
    }

    private static int bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port));
            return socket.getLocalPort();
        }
    }
}
