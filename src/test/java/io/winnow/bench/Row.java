package io.winnow.bench;

import java.util.List;

/** One row of the benchmark. */
interface Row {
    /** Prepares, warms up, measures the floor and the service in turns; returns what was found. */
    List<Figure> measure() throws Exception;
}
