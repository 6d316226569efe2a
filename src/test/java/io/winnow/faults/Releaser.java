package io.winnow.faults;

import static io.winnow.faults.Calls.post;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** A nightly job in a hurry: releases all the time, alone, many at once under one id, or under different ones. */
final class Releaser implements Runnable {
    private final String name;
    private final Scene scene;
    private final Random random;
    private final BooleanSupplier goesOn;
    private int count;

    Releaser(String name, Scene scene, Random random, BooleanSupplier goesOn) {
        this.name = name;
        this.scene = scene;
        this.random = random;
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            while (goesOn.getAsBoolean()) {
                Calls.pause(200 + random.nextInt(1500));
                var callsAtOnce = random.nextInt(2) == 0 ? 1 : 2 + random.nextInt(6);
                var isOneId = random.nextBoolean();
                var id = name + "-" + ++count;
                List<Future<?>> calls = new ArrayList<>();
                for (var i = 0; i < callsAtOnce; i++) {
                    var releaseId = isOneId ? id : id + "-" + i;
                    calls.add(callers.submit(() -> release(scene, releaseId)));
                }
                for (var call : calls) {
                    call.get();
                }
            }
        } catch (Exception e) {
            scene.findings().broken(Invariant.WORK_GOES_ON, "A releaser gave up: %s", e);
        } finally {
            callers.shutdownNow();
        }
    }

    /** Releases, repeating the call until it is answered; what was said stands in the ledger. */
    static Calls.Answer release(Scene scene, String id) {
        var asked = scene.ledger().release(id);
        var began = System.nanoTime();
        // Clients of different instances, so that calls with one id meet in the database and not in a process.
        var random = new Random();
        var answer = scene.calls().insist(() -> scene.stack().any(random), "/batch/release",
                post("{\"release_id\": \"%s\"}".formatted(id)).timeout(Calls.RELEASE));
        scene.findings().count("releases answered " + answer.status());
        if (answer.status() == 200) {
            asked.answers().add(new String(answer.body()));
        } else if (answer.status() == 404) {
            scene.ledger().nothingCollecting(began);
        }
        return answer;
    }
}
