package io.winnow.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;

import org.apache.commons.io.FileUtils;

import io.winnow.embedded.EmbeddedServers;
import io.winnow.embedded.Substitute;

/** The one set of servers of this test JVM. */
public final class SharedServers {

    private static Map<String, String> properties;

    private SharedServers() {}

    /** The configuration by which to reach them; the first call starts them. */
    public static synchronized Map<String, String> properties() throws IOException {
        if (properties == null) {
            Thread caller = Thread.currentThread();
            ClassLoader callers = caller.getContextClassLoader();
            // The broker's threads inherit it.
            caller.setContextClassLoader(SharedServers.class.getClassLoader());
            try {
                properties = launch();
            } finally {
                caller.setContextClassLoader(callers);
            }
        }
        return properties;
    }

    private static Map<String, String> launch() throws IOException {
        Path folder = Files.createTempDirectory("winnow-test-");
        EmbeddedServers servers = EmbeddedServers.start(EnumSet.allOf(Substitute.class), new FreePorts(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            servers.close();
            FileUtils.deleteQuietly(folder.toFile());
        }));
        return servers.properties();
    }
}
