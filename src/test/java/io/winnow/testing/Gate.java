package io.winnow.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A door in front of a server. Shut, it breaks all connections and takes no new ones; stuck, it keeps them and lets nothing
 * through; what it has swallowed stays open and says nothing for ever, while new connections pass.
 */
public final class Gate implements AutoCloseable {
    private final ServerSocket door;
    private final URI target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(runnable -> {
        var thread = new Thread(runnable, "gate");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> swallowed = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;
    private volatile boolean stuck;
    private volatile boolean mute;

    /** Opens a door to the host and port of an address. */
    public Gate(URI target) throws IOException {
        this.target = target;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.submit(() -> welcome());
    }

    /** The same address, through the door. */
    public String address() {
        return target.toString().replace(target.getAuthority(), "127.0.0.1:" + door.getLocalPort());
    }

    public void shut() {
        shut = true;
        sockets.forEach(Gate::close);
    }

    public void stick() {
        stuck = true;
    }

    /** As a network does that has forgotten the connections it carries. */
    public void swallow() {
        swallowed.addAll(sockets);
    }

    /** Hangs up what was swallowed. */
    public void letGo() {
        swallowed.forEach(Gate::close);
    }

    /** As a proxy does that has nobody behind it: hangs up, takes new connections, and never says a word to them. */
    public void mute() {
        mute = true;
        sockets.forEach(Gate::close);
    }

    /** Whether a connection that reaches the server from this local port came through here. */
    public boolean leadsTo(int port) {
        return sockets.stream().anyMatch(socket -> socket.getLocalPort() == port);
    }

    public void open() {
        shut = false;
        stuck = false;
        mute = false;
    }

    @Override
    public void close() throws IOException {
        door.close();
        shut();
        threads.shutdownNow();
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                welcome(door.accept());
            } catch (IOException e) {
                // The door was closed.
            }
        }
    }

    private void welcome(Socket guest) {
        if (shut) {
            close(guest);
            return;
        }
        if (mute) {
            swallowed.add(guest);
            return;
        }
        try {
            var host = new Socket(target.getHost(), target.getPort());
            sockets.addAll(List.of(guest, host));
            threads.submit(() -> pass(guest, host));
            threads.submit(() -> pass(host, guest));
        } catch (IOException e) {
            // Nobody is there: the guest would wait for ever.
            close(guest);
        }
    }

    private void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            var bytes = new byte[8192];
            for (var count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                awaitUnstuck(from);
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // Either side has hung up.
        } finally {
            close(from);
            close(to);
            List.of(from, to).forEach(sockets::remove);
            List.of(from, to).forEach(swallowed::remove);
        }
    }

    private void awaitUnstuck(Socket from) {
        while ((stuck || swallowed.contains(from)) && !from.isClosed() && !door.isClosed()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It was on its way out.
        }
    }
}
