package io.winnow.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.winnow.bench.Load.Result;
import io.winnow.bench.Load.Work;
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
    static final String FULL = "full collections, of all";
    private static final String COLLECTIONS = "jvm_gc_pause_seconds_count.*end of %s GC.* (\\S+)";

    /** Something that is done beside the load, every second. */
    private interface Chore {
        void take() throws SQLException;
    }

    /**
     * What came of it.
     *
     * @param megabytes the resident memory, from look to look
     * @param calls what came of the schedule calls
     * @param pages what came of the pages
     */
    private record Soaked(List<Double> megabytes, Result calls, Result pages) {

        /** The highest mean of a tenth of the time, of its second half. */
        double highest() {
            return secondHalf().max().orElseThrow();
        }

        /** The lowest. */
        double lowest() {
            return secondHalf().min().orElseThrow();
        }

        private DoubleStream secondHalf() {
            return IntStream.range(5, 10).mapToDouble(tenth -> Memory.tenth(megabytes, tenth));
        }

        double clientProcessors() {
            return calls.clientProcessors();
        }
    }

    /**
     * Both sides after each other.
     *
     * @param scheduled how many schedule calls the service answered a second
     * @param snapshots how many the service appended a second
     * @param collections how many the service had, of all kinds
     */
    private record Round(Soaked bare, Soaked service, double scheduled, double snapshots, double collections,
            double fullCollections) {}

    @Override
    public List<Figure> measure() throws Exception {
        var endpoint = BareApplication.endpoint(Files.createDirectories(directory.resolve("endpoint")));
        var rounds = new ArrayList<Round>();
        for (var number = 0; number < settings.soaks(); number++) {
            var servers = directory.resolve("memory-" + number);
            rounds.add(round(endpoint, servers));
            FileUtils.deleteDirectory(servers.toFile());
        }
        return figures(rounds);
    }

    private Round round(Path endpoint, Path servers) throws Exception {
        try (var bed = new Bed(servers, JVM);
                var load = new Load(bed.vertx, settings.connections());
                var walker = new Load(bed.vertx, 1);
                var connection = bed.connect()) {
            var data = new Data(connection, settings);
            data.sessions(settings.base().kind(), 1, settings.sessions());
            data.batch(WALKED, settings.base(), settings.walked());
            var page = Load.await(walker.call(bed.winnow(page(0)), null)).length();
            var began = System.nanoTime();
            var ofService = soak(bed.winnow.pid(),
                    () -> load.run(Load.counted(settings.soak()), bed.winnowCpu(),
                            number -> bed.schedule(load, settings.base().id(number))),
                    () -> walker.run(Load.counted(settings.soak()), bed.winnowCpu(), number -> walker.call(
                            bed.winnow(page(number)), null)),
                    // So that they are scheduled and materialized again.
                    data::forget);
            var seconds = (System.nanoTime() - began) / 1e9;
            // Both of all the time, also of that which does not count for the rest.
            var scheduled = ofService.calls().begun() / seconds;
            var snapshots = data.number("select sum(session_count) from batch where batch_id > " + WALKED) / seconds;
            var metrics = Load.await(walker.call(bed.winnow("/q/metrics"), null)).toString(StandardCharsets.UTF_8);
            return new Round(ofBare(endpoint, page, ofService), ofService, scheduled, snapshots,
                    anyCollections(metrics), collections(metrics, "major"));
        }
    }

    /** At the pace of the service: by itself it would take many times the load. */
    private Soaked ofBare(Path jar, int page, Soaked service) throws Exception {
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
                    () -> load.run(Load.counted(settings.soak()), cpu,
                            paced(vertx, service.calls().perSecond(),
                                    number -> load.call(endpoint, Data.call(settings.base().id(number))))),
                    () -> walker.run(Load.counted(settings.soak()), cpu,
                            paced(vertx, service.pages().perSecond(), number -> walker.call(pageOfThat, null))),
                    () -> {});
        } finally {
            Load.await(vertx.close());
        }
    }

    /** So many times a second by all clients together: one that is late begins at once. */
    private static Work paced(Vertx vertx, double perSecond, Work work) {
        var next = new AtomicLong(System.nanoTime());
        return number -> {
            var millis = (next.getAndAdd((long) (1e9 / perSecond)) - System.nanoTime()) / 1_000_000;
            var due = millis > 0 ? vertx.timer(millis, TimeUnit.MILLISECONDS) : Future.<Void>succeededFuture();
            return due.compose(now -> work.apply(number));
        };
    }

    private static Soaked soak(long pid, Supplier<Result> load, Supplier<Result> walk, Chore chore) throws Exception {
        var calls = CompletableFuture.supplyAsync(load);
        var pages = CompletableFuture.supplyAsync(walk);
        var loads = CompletableFuture.allOf(calls, pages);
        var megabytes = new Memory(pid)
                .during(() -> Awaitility.await("the load").forever().pollInterval(Duration.ofSeconds(1)).until(() -> {
                    chore.take();
                    return loads.isDone();
                }));
        return new Soaked(megabytes, calls.join(), pages.join());
    }

    private List<Figure> figures(List<Round> rounds) {
        var memory = Figure.of("9", "resident memory after %s under load".formatted(
                settings.soak().toString().substring(2).toLowerCase(Locale.ROOT)), "MB", "≤ 1.5");
        var flat = Figure.of("9", "the highest of the last five tenths of that time, against the lowest", "MB",
                "≤ 1.05");
        var full = Figure.of("9", FULL, "", "≤ 0");
        var calls = Figure.of("9", "meanwhile, schedule calls", "/s", "");
        var pages = Figure.of("9", "meanwhile, pages of " + Figure.count(PAGE), "/s", "");
        var snapshots = Figure.of("9", "meanwhile, snapshots appended, against schedule calls", "/s", "");
        var client = Watched.client("9", "meanwhile");
        for (var round : rounds) {
            var bare = round.bare();
            var service = round.service();
            memory.add(Memory.tenth(bare.megabytes(), 9), Memory.tenth(service.megabytes(), 9));
            flat.add(service.lowest(), service.highest());
            full.add(round.collections(), round.fullCollections());
            calls.add(bare.calls().perSecond(), service.calls().perSecond());
            pages.add(bare.pages().perSecond(), service.pages().perSecond());
            snapshots.add(round.scheduled(), round.snapshots());
            client.add(bare.clientProcessors(), service.clientProcessors());
        }
        return List.of(memory, flat, full, calls, pages, snapshots, client);
    }

    /** Of all kinds, of which there are some behind any load: else the meter has another name. */
    private static double anyCollections(String metrics) {
        var all = collections(metrics, "\\w+");
        if (all == 0) {
            throw new IllegalStateException("No collection is told by the metrics");
        }
        return all;
    }

    private static double collections(String metrics, String kind) {
        return Pattern.compile(COLLECTIONS.formatted(kind)).matcher(metrics).results()
                .mapToDouble(count -> Double.parseDouble(count.group(1))).sum();
    }

    private String page(int number) {
        return "/batch/sessions?limit=%d&batch_id=%d&after_number=%d".formatted(PAGE, WALKED,
                number % Math.max(1, settings.walked() / PAGE) * PAGE);
    }
}
