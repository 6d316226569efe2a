package io.winnow.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How much processor time processes have taken so far. */
record Cpu(List<ProcessHandle> processes) {

    static Cpu of(long pid) {
        return new Cpu(List.of(ProcessHandle.of(pid).orElseThrow()));
    }

    static Cpu ofThisProcess() {
        return new Cpu(List.of(ProcessHandle.current()));
    }

    /** That of both. */
    Cpu and(Cpu other) {
        return new Cpu(Stream.of(processes, other.processes).flatMap(List::stream).toList());
    }

    double millis() {
        return processes.stream().flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToLong(Duration::toMillis).sum();
    }
}
