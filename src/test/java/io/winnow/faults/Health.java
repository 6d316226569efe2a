package io.winnow.faults;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** An orchestrator's probes: liveness that must not flap, readiness that must tell. */
final class Health {
    private final Findings findings;
    private final Calls calls;
    private final Map<String, Long> lastDown = new ConcurrentHashMap<>();

    Health(Calls calls, Findings findings) {
        this.calls = calls;
        this.findings = findings;
    }

    void watch(Instance instance, BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            probe(instance);
            Calls.pause(500);
        }
    }

    /** Whether an instance was seen not to be ready since then. */
    boolean wasDownSince(Instance instance, long nanos) {
        return lastDown.getOrDefault(instance.name, Long.MIN_VALUE) >= nanos;
    }

    private void probe(Instance instance) {
        var began = System.nanoTime();
        if (instance.wasDisturbedSince(began)) {
            return;
        }
        findings.count("health checks");
        if (!calls.isUp(instance, "/q/health/live") && !instance.wasDisturbedSince(began)) {
            findings.broken(Invariant.HEALTH_TELLS_THE_TRUTH, "%s did not say that it is live", instance.name);
        }
        if (!calls.isReady(instance)) {
            lastDown.put(instance.name, System.nanoTime());
        }
    }
}
