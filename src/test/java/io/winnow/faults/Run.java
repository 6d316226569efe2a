package io.winnow.faults;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.core.ConditionTimeoutException;

/** One run: load, faults by the plan, quiet, and then every invariant. */
final class Run {
    private final FaultSettings settings;
    private final Scene scene;
    private final AtomicBoolean goesOn = new AtomicBoolean(true);

    private Run(FaultSettings settings, Scene scene) {
        this.settings = settings;
        this.scene = scene;
    }

    /** What happens while the load goes on. */
    @FunctionalInterface
    interface Event {
        void happen(Scene scene) throws Exception;
    }

    /** Does all of it in a directory of its own; tells what was found. */
    static Findings of(FaultSettings settings, Path directory) throws Exception {
        return of(settings, directory, null);
    }

    /** The same with this in place of the plan's faults. */
    static Findings of(FaultSettings settings, Path directory, Event event) throws Exception {
        var findings = new Findings();
        var calls = new Calls(findings);
        say("%s", settings);
        try (var stack = Stack.start(directory, settings.instances(), calls)) {
            var scene = new Scene(stack, calls, new Ledger(), findings, new Health(calls, findings),
                    settings.longestOutage());
            try (var connection = scene.connect()) {
                Brake.install(connection);
            }
            var run = new Run(settings, scene);
            run.during(event == null ? any -> run.bringAboutFaults() : event);
        }
        say("seed %d:%n%s", settings.seed(), findings.figures());
        findings.broken().forEach(broken -> say("BROKEN %s", broken));
        return findings;
    }

    private void during(Event event) throws Exception {
        var load = startLoad();
        event.happen(scene);
        say("It is over: everything comes back and the load ends");
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
        scene.stack().instances.forEach(instance -> load.add(() -> scene.health().watch(instance, goesOn::get)));
        return load.stream().map(this::started).toList();
    }

    private Thread started(Runnable work) {
        var thread = new Thread(work, work.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, failure) -> scene.findings().broken(Invariant.WORK_GOES_ON,
                "%s of the harness died: %s", dead.getName(), failure));
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
            scene.findings().count("of them " + fault);
        } catch (Exception | AssertionError e) {
            // Another fault was in its way.
            say("%s did not come off: %s", fault, e);
            scene.findings().count("faults that did not come off");
        }
    }

    private void check() throws Exception {
        new Operator(scene).sendBack();
        var quiet = new AwaitQuiet(scene);
        quiet.noLag();
        var last = Releaser.release(scene, "the-last");
        say("The last release was answered %d %s", last.status(), new String(last.body()));
        quiet.emptyOutbox();
        Stored stored;
        try (var connection = scene.connect()) {
            stored = Stored.read(connection);
        }
        new CheckSessions(scene.ledger(), stored, scene.findings()).check();
        new CheckReleases(scene.ledger(), stored, scene.findings()).check();
        new CheckMessages(scene.stack(), scene.ledger(), stored, scene.findings()).check();
        new CheckContent(scene, stored).check();
    }

    static void say(String line, Object... parameters) {
        System.out.printf("[faults] %s %s%n", LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                line.formatted(parameters));
    }
}
