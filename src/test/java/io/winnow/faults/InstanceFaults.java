package io.winnow.faults;

import java.io.IOException;
import java.util.Random;

/** What happens to processes of the service. */
final class InstanceFaults {
    private static final int ENDED_BY_TERM = 128 + 15;

    private InstanceFaults() {}

    static void kill(Scene scene, Random random) throws IOException, InterruptedException {
        var instance = scene.stack().healthy(random);
        Calls.pause(random.nextInt(1_000));
        instance.kill();
        scene.findings().count("kills of an instance");
        relaunch(scene, instance);
    }

    static void killAll(Scene scene, Random random) throws IOException, InterruptedException {
        scene.stack().healthy(random);
        for (var instance : scene.stack().instances) {
            instance.kill();
            scene.findings().count("kills of an instance");
        }
        for (var instance : scene.stack().instances) {
            relaunch(scene, instance);
        }
        scene.stack().healthy(random);
    }

    static void terminate(Scene scene, Random random) throws IOException, InterruptedException {
        var instance = scene.stack().healthy(random);
        var status = instance.terminate();
        scene.findings().count("stops of an instance by SIGTERM");
        if (status != ENDED_BY_TERM) {
            scene.findings().broken(Invariant.WORK_GOES_ON, "%s ended with status %d on SIGTERM", instance.name,
                    status);
        }
        relaunch(scene, instance);
    }

    static void pause(Scene scene, Random random) {
        var instance = scene.stack().healthy(random);
        instance.pause();
        Calls.pause(9_000 + random.nextInt(4_000));
        instance.resume();
        scene.findings().count("pauses of an instance");
    }

    /** Starts it again; it gets ready beside the next faults. */
    static void relaunch(Scene scene, Instance instance) throws IOException {
        instance.launch();
        var wait = new Thread(() -> instance.awaitReady(scene.calls()), "await " + instance.name);
        wait.setDaemon(true);
        wait.start();
    }
}
