package io.winnow.bench;

import java.time.Duration;

/** How much processor time a process has taken so far. */
record Cpu(ProcessHandle process) {

    static Cpu of(long pid) {
        return new Cpu(ProcessHandle.of(pid).orElseThrow());
    }

    static Cpu ofThisProcess() {
        return new Cpu(ProcessHandle.current());
    }

    double millis() {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }
}
