package io.winnow.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

import io.vertx.core.Vertx;
import io.winnow.testing.FreePorts;
import io.winnow.testing.WinnowProcess;

/**
 * The resident memory of the service under all its load at once, against that of a bare endpoint that takes the same bodies
 * and gives pages of the same size.
 */
record MemoryRow(BenchSettings settings, Path directory) implements Row {
    private static final List<String> JVM = List.of("-Xmx256m");
    private static final long WALKED = 1_000_001;
    private static final int PAGE = 1_000;
    private static final String FULL_COLLECTIONS = "jvm_gc_pause_seconds_count.*end of major GC.* (\\S+)";

    /** Something that is done beside the load, every second. */
    private interface Chore {
        void take() throws SQLException;
    }

    @Override
    public List<Figure> measure() throws Exception {
        try (var bed = new Bed(directory.resolve("memory"), JVM);
                var load = new Load(bed.vertx, settings.connections());
                var walker = new Load(bed.vertx, 1);
                var connection = bed.connect()) {
            var data = new Data(connection, settings.results());
            data.sessions("base", 1, settings.sessions());
            data.batch(WALKED, "base", settings.sessions(), settings.walked());
            var page = Load.await(walker.call(bed.winnow(page(0)), null)).length();
            var ofService = soak(bed.winnow.pid(),
                    () -> load.run(settings.soak(), bed.winnowCpu(),
                            number -> bed.schedule(load, settings.scheduled(number))),
                    () -> walker.run(settings.soak(), bed.winnowCpu(), number -> walker.call(
                            bed.winnow(page(number)), null)),
                    // So that they are scheduled and materialized again.
                    () -> data.execute("delete from batch_session where session_id like 'base-%'"));
            var metrics = Load.await(walker.call(bed.winnow("/q/metrics"), null)).toString(StandardCharsets.UTF_8);
            return figures(ofBare(page), ofService, fullCollections(metrics));
        }
    }

    private List<Double> ofBare(int page) throws Exception {
        var jar = BareApplication.endpoint(Files.createDirectories(directory.resolve("endpoint")));
        var port = FreePorts.find();
        var endpoint = URI.create("http://127.0.0.1:" + port + "/bare");
        var pageOfThat = URI.create(endpoint + "?octets=" + page);
        var vertx = Vertx.vertx();
        try (var started = WinnowProcess.start(jar, JVM, directory, Map.of("quarkus.http.port", Integer.toString(port)))
                .answered(pageOfThat);
                var load = new Load(vertx, settings.connections());
                var walker = new Load(vertx, 1)) {
            var cpu = Cpu.of(started.pid());
            return soak(started.pid(),
                    () -> load.run(settings.soak(), cpu,
                            number -> load.call(endpoint, Data.call(settings.scheduled(number)))),
                    () -> walker.run(settings.soak(), cpu, number -> walker.call(pageOfThat, null)),
                    () -> {});
        } finally {
            Load.await(vertx.close());
        }
    }

    /** Loads, and tells the resident memory in megabytes, second by second. */
    private static List<Double> soak(long pid, Runnable load, Runnable walk, Chore chore) throws Exception {
        var megabytes = new ArrayList<Double>();
        var loads = CompletableFuture.allOf(CompletableFuture.runAsync(load), CompletableFuture.runAsync(walk));
        while (!loads.isDone()) {
            Thread.sleep(1_000);
            chore.take();
            megabytes.add(new Memory(pid).residentMegabytes());
        }
        loads.join();
        return megabytes;
    }

    private List<Figure> figures(List<Double> bare, List<Double> service, int fullCollections) {
        var memory = Figure.of("9", "resident memory after %s under load, %d full collections meanwhile"
                .formatted(settings.soak().toString().substring(2).toLowerCase(Locale.ROOT), fullCollections), "MB",
                "≤ 1.5");
        memory.add(Memory.tenth(bare, 9), Memory.tenth(service, 9));
        var flat = Figure.of("9", "the same at the end, against half time", "MB", "≤ 1.05");
        flat.add(Memory.tenth(service, 4), Memory.tenth(service, 9));
        return List.of(memory, flat);
    }

    private static int fullCollections(String metrics) {
        return (int) Pattern.compile(FULL_COLLECTIONS).matcher(metrics).results()
                .mapToDouble(count -> Double.parseDouble(count.group(1))).sum();
    }

    private String page(int number) {
        return "/batch/sessions?limit=%d&batch_id=%d&after_number=%d".formatted(PAGE, WALKED,
                number % (settings.walked() / PAGE) * PAGE);
    }
}
