package io.winnow.embedded;

import java.util.Map;

/** A server that lives as long as this process. */
interface Server extends AutoCloseable {

    /** Starts it and waits until it answers. Called once; {@link #close} follows also when this throws. */
    void start(DataDirectory data, EmbeddedSettings settings) throws Exception;

    /** The configuration by which the application reaches it: keys and values. */
    Map<String, String> properties();

    /** How to reach it by hand, in one line. */
    String address();

    /** Stops it and waits until it is gone. Does nothing when it never started. */
    @Override
    void close();
}
