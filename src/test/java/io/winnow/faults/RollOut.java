package io.winnow.faults;

import java.io.IOException;
import java.util.List;

/**
 * Replaces each instance by a new one, in the order of the manifests: the new one serves before an old one is taken out of the
 * Service, and that one serves on until everybody has heard of it, before it gets SIGTERM.
 */
final class RollOut {
    private static final int ENDED_BY_TERM = 128 + 15;
    /** The manifests give proxies 10 s; here there are threads alone. */
    private static final long ENDPOINTS_GO_MILLIS = 1_000;

    private RollOut() {}

    static void happen(Scene scene) throws IOException, InterruptedException {
        for (var old : List.copyOf(scene.stack().instances)) {
            var next = scene.stack().add(old.name + "-new");
            next.awaitReady(scene.calls());
            scene.stack().endpoints.add(next);
            replace(scene, old);
            Calls.pause(ENDPOINTS_GO_MILLIS);
        }
    }

    private static void replace(Scene scene, Instance old) throws IOException, InterruptedException {
        Run.say("%s goes", old.name);
        scene.stack().endpoints.remove(old);
        Calls.pause(ENDPOINTS_GO_MILLIS);
        var status = old.terminate();
        if (status != ENDED_BY_TERM) {
            scene.findings().broken(Invariant.WORK_GOES_ON, "%s ended with status %d on SIGTERM", old.name, status);
        }
        scene.stack().instances.remove(old);
        old.close();
        scene.findings().count("instances replaced");
    }
}
