package io.winnow.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import io.winnow.testing.Topics;

/** One run: load, faults by the plan, quiet, and then every invariant. */
final class Run {
    private static final Duration TIME_TO_RECOVER = Duration.ofSeconds(120);

    private final FaultSettings settings;
    private final Scene scene;
    private final AtomicBoolean goesOn = new AtomicBoolean(true);

    private Run(FaultSettings settings, Scene scene) {
        this.settings = settings;
        this.scene = scene;
    }

    /** Does all of it in a directory of its own; tells what was found. */
    static Findings of(FaultSettings settings, Path directory) throws Exception {
        var findings = new Findings();
        var calls = new Calls(findings);
        say("%s", settings);
        try (var stack = Stack.start(directory, settings.instances(), calls)) {
            var scene = new Scene(stack, calls, new Ledger(), findings, new Health(calls, findings),
                    settings.longestOutage());
            try (var connection = scene.connect()) {
                Brake.install(connection);
            }
            new Run(settings, scene).run();
        }
        say("seed %d:%n%s", settings.seed(), findings.figures());
        findings.broken().forEach(broken -> say("BROKEN %s", broken));
        return findings;
    }

    private void run() throws Exception {
        var load = startLoad();
        bringAboutFaults();
        say("The faults are over: everything comes back and the load ends");
        var isBack = isEverythingBack();
        goesOn.set(false);
        if (!isBack) {
            // Nothing that is checked now would mean anything.
            return;
        }
        for (var thread : load) {
            thread.join();
        }
        check();
    }

    private boolean isEverythingBack() {
        try {
            scene.stack().instances.forEach(instance -> instance.awaitReady(scene.calls()));
            return true;
        } catch (ConditionTimeoutException e) {
            scene.findings().broken(Invariant.WORK_GOES_ON, "%s", e.getMessage());
            return false;
        }
    }

    private List<Thread> startLoad() {
        var load = new ArrayList<Runnable>();
        for (var i = 0; i < settings.clients(); i++) {
            load.add(new Client("client-" + i, scene, new Random(settings.seed() + i), goesOn::get));
        }
        for (var i = 0; i < 2; i++) {
            load.add(new Releaser("release-" + i, scene, new Random(settings.seed() - i), goesOn::get));
            load.add(new Reader(scene, new Random(settings.seed() + 100 + i), goesOn::get));
        }
        load.add(new Downstream(scene, goesOn::get));
        load.add(() -> scene.health().watch(scene.stack(), goesOn::get));
        return load.stream().map(Run::started).toList();
    }

    private static Thread started(Runnable work) {
        var thread = new Thread(work, work.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void bringAboutFaults() throws InterruptedException {
        var plan = new Plan(settings);
        var end = System.nanoTime() + settings.time().toNanos();
        for (var step = 1; System.nanoTime() < end; step++) {
            var next = plan.next();
            say("step %d: %s", step, next.faults());
            var acts = next.faults().stream().map(fault -> started(() -> bringAbout(fault, next.seed()))).toList();
            for (var act : acts) {
                act.join();
            }
            Calls.pause(500);
        }
    }

    private void bringAbout(Fault fault, long seed) {
        try {
            fault.happen(scene, new Random(seed));
            scene.findings().count("faults");
        } catch (Exception | AssertionError e) {
            // Another fault was in its way.
            say("%s did not come off: %s", fault, e);
            scene.findings().count("faults that did not come off");
        }
    }

    private void check() throws Exception {
        new Operator(scene).sendBack();
        awaitNoLag();
        var last = Releaser.release(scene, "the-last");
        say("The last release was answered %d %s", last.status(), new String(last.body()));
        awaitEmptyOutbox();
        Stored stored;
        try (var connection = scene.connect()) {
            stored = Stored.read(connection);
        }
        new CheckSessions(scene.ledger(), stored, scene.findings()).check();
        new CheckReleases(scene.ledger(), stored, scene.findings()).check();
        new CheckMessages(scene.stack(), scene.ledger(), stored, scene.findings()).check();
        new CheckContent(scene, stored).check();
    }

    private void awaitNoLag() {
        await("the consumer's lag is not 0", "select coalesce(sum(next_offset), 0) from consumed_position",
                () -> Log.ends(scene.stack(), Topics.IMPROVEMENTS).values().stream().mapToLong(end -> end).sum());
    }

    private void awaitEmptyOutbox() {
        await("the outbox is not empty", "select count(*) from outbox where sent_at is null", () -> 0);
    }

    private interface Count {
        long now() throws IOException;
    }

    private void await(String otherwise, String sql, Count expected) {
        try (var connection = scene.connect(); var statement = connection.createStatement()) {
            Awaitility.await().atMost(TIME_TO_RECOVER).until(() -> {
                var rows = statement.executeQuery(sql);
                rows.next();
                return rows.getLong(1) == expected.now();
            });
        } catch (ConditionTimeoutException e) {
            scene.findings().broken(Invariant.WORK_GOES_ON, "%s after %s", otherwise, TIME_TO_RECOVER);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(String line, Object... parameters) {
        System.out.printf("[faults] %s %s%n", LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                line.formatted(parameters));
    }
}
