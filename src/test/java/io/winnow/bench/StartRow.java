package io.winnow.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.winnow.testing.FreePorts;
import io.winnow.testing.WinnowProcess;

/** From {@code java -jar} to ready, against an application with the same extensions and no code. The last row of all. */
record StartRow(Bed bed, BenchSettings settings, Path directory) implements Row {
    private static final String READY = "/q/health/ready";

    @Override
    public List<Figure> measure() throws Exception {
        var figure = Figure.of("10", "from java -jar to ready", "ms", "≤ 1.2");
        var bare = BareApplication.extensions(Files.createDirectories(directory.resolve("extensions")));
        // Another instance in the group would have the starting one wait for its share.
        bed.winnow.terminated();
        // Once before, so that the files are in memory.
        ofBare(bare);
        ofService();
        for (var round = 0; round < settings.rounds(); round++) {
            figure.add(ofBare(bare), ofService());
        }
        return List.of(figure);
    }

    private double ofBare(BareApplication bare) throws Exception {
        var began = System.nanoTime();
        try (var started = bare.start(settings.jvm(), bed.connections())) {
            return awaitReady(started.at(READY), began);
        }
    }

    private double ofService() throws Exception {
        var port = FreePorts.find();
        var properties = bed.connections();
        properties.put("quarkus.http.port", Integer.toString(port));
        var began = System.nanoTime();
        try (var started = WinnowProcess.start(settings.jvm(), directory, properties)) {
            return awaitReady(URI.create("http://127.0.0.1:" + port + READY), began);
        }
    }

    private static double awaitReady(URI at, long began) {
        Answers.await(at);
        return (System.nanoTime() - began) / 1e6;
    }
}
