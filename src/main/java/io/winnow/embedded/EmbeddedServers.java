package io.winnow.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jboss.logging.Logger;

/** The servers that this process runs for itself, over one data directory. */
public final class EmbeddedServers implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedServers.class);

    private final DataDirectory data;
    private final List<Server> servers;

    private EmbeddedServers(DataDirectory data, List<Server> servers) {
        this.data = data;
        this.servers = servers;
    }

    /**
     * Starts the wanted servers and waits until they answer.
     *
     * @throws CannotStart with a line that says why; none of them runs then
     */
    public static EmbeddedServers start(Set<Substitute> wanted, EmbeddedSettings settings) {
        List<Server> servers = wanted.stream().map(Substitute::create).toList();
        EmbeddedServers embedded = new EmbeddedServers(DataDirectory.keep(settings.dataDir()), servers);
        try {
            embedded.startAll(settings);
            return embedded;
        } catch (Exception e) {
            embedded.close();
            throw CannotStart.from(e);
        }
    }

    /** The configuration by which the application reaches them: keys and values. */
    public Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        servers.forEach(server -> properties.putAll(server.properties()));
        return properties;
    }

    /** How to reach each of them by hand, one line a server. */
    public List<String> addresses() {
        return servers.stream().map(Server::address).toList();
    }

    /** Stops them and gives the data directory free. */
    @Override
    public void close() {
        servers.forEach(EmbeddedServers::stop);
        data.close();
    }

    private static void stop(Server server) {
        try {
            server.close();
        } catch (RuntimeException e) {
            // The others have to be stopped all the same.
            LOG.error("An embedded server could not be stopped in order", e);
        }
    }

    /** At the same time, since each takes seconds the first time. */
    private void startAll(EmbeddedSettings settings) throws Exception {
        for (Server server : servers) {
            server.claim(data, settings);
        }
        ExecutorService starters = Executors.newCachedThreadPool();
        try {
            List<Future<Void>> starts = starters.invokeAll(servers.stream().map(EmbeddedServers::starting).toList());
            for (Future<Void> start : starts) {
                start.get();
            }
        } finally {
            starters.shutdown();
        }
    }

    private static Callable<Void> starting(Server server) {
        return () -> {
            server.start();
            return null;
        };
    }
}
