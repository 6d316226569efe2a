package io.winnow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.sun.management.HotSpotDiagnosticMXBean;

import io.winnow.testing.JavaCommand;

/** In JVMs of their own, since the collector is chosen when one starts. */
class KeepHeapFreeTest {

    @ParameterizedTest
    @CsvSource({
            "-XX:+UseG1GC, 65",
            "-XX:+UseG1GC -XX:MinHeapFreeRatio=30, 30",
            "-XX:+UseG1GC -XX:MaxHeapFreeRatio=50, 40",
            "-XX:+UseSerialGC, 40",
    })
    void a_third_of_the_heap_is_left_to_what_lives_unless_somebody_said_otherwise(String options, String percent)
            throws IOException {
        var jvm = new ProcessBuilder(JavaCommand.of(List.of(options.split(" ")),
                List.of("-cp", System.getProperty("java.class.path"), Jvm.class.getName()))).redirectErrorStream(true)
                .start();

        assertThat(new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(percent);
    }

    static class Jvm {
        public static void main(String... none) {
            new KeepHeapFree().atStart(null);
            System.out.print(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption("MinHeapFreeRatio").getValue());
        }
    }
}
