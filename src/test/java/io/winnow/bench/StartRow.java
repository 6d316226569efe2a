package io.winnow.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.winnow.LoadAhead;
import io.winnow.testing.FreePorts;
import io.winnow.testing.WinnowProcess;

/**
 * From {@code java -jar} to ready, against an application with the same extensions and no code, packaged as Quarkus does it.
 * The last row of all. Writes down beside the report which classes a start loads.
 */
record StartRow(Bed bed, BenchSettings settings, Path directory, Path report) implements Row {
    @Override
    public List<Figure> measure() throws Exception {
        var none = Figure.of("10", "from java -jar to ready", "ms", "≤ 1.2");
        var alike = Figure.of("10", "the same, against that floor with its jars packed as ours", "ms", "");
        var once = Figure.of("10", "the same, against each extension used once, packed as ours", "ms", "");
        var bare = BareApplication.extensions(Files.createDirectories(directory.resolve("extensions")));
        var packed = BareApplication.packedAsOurs(bare, directory.resolve("extensions-packed"));
        var used = BareApplication.packedAsOurs(
                BareApplication.extensionsUsedOnce(Files.createDirectories(directory.resolve("used-once"))),
                directory.resolve("used-once-packed"));
        // Another instance in the group would have the starting one wait for its share.
        bed.winnow.terminated();
        var ours = Path.of(System.getProperty("winnow.jar"));
        // Once before, so that the files are in memory.
        for (var jar : List.of(bare, packed, used, ours)) {
            millis(jar, settings.jvm());
        }
        for (var round = 0; round < settings.rounds(); round++) {
            var both = Turns.of(round, () -> millis(bare, settings.jvm()), () -> millis(ours, settings.jvm()));
            none.add(both);
            alike.add(millis(packed, settings.jvm()), both.service());
            once.add(millis(used, settings.jvm()), both.service());
        }
        var classes = new ClassesOfStart(directory.resolve("classes.log"));
        millis(ours, classes.jvm());
        Files.writeString(Files.createDirectories(report).resolve(LoadAhead.LIST), classes.list());
        return List.of(none, alike, once);
    }

    private double millis(Path jar, List<String> jvm) throws Exception {
        var port = FreePorts.find();
        var properties = bed.connections();
        properties.put("quarkus.http.port", Integer.toString(port));
        var ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        var began = System.nanoTime();
        try (var started = WinnowProcess.start(jar, jvm, directory, properties).answered(ready)) {
            return (System.nanoTime() - began) / 1e6;
        }
    }
}
