package io.winnow.embedded;

import java.io.IOException;
import java.util.Map;

/** A server that lives as long as this process. */
interface Server extends AutoCloseable {

    /** Finds its place: what still runs there is stopped, and a port that is taken is refused. Takes no time. */
    void claim(DataDirectory data, EmbeddedSettings settings) throws IOException;

    /** Starts it in the place claimed and waits until it answers. */
    void start() throws Exception;

    /** The configuration by which the application reaches it: keys and values. */
    Map<String, String> properties();

    /** How to reach it by hand, in one line. */
    String address();

    /** Stops it and waits until it is gone, wherever its start got to. */
    @Override
    void close();
}
