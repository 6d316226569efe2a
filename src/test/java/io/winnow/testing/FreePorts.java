package io.winnow.testing;

import java.nio.file.Path;

import io.winnow.embedded.EmbeddedSettings;

/** Settings of embedded servers that are in nobody's way. */
public record FreePorts(Path dataDir) implements EmbeddedSettings {

    @Override
    public int postgresPort() {
        return 0;
    }

    @Override
    public int kafkaPort() {
        return 0;
    }
}
