package io.winnow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.sun.management.HotSpotDiagnosticMXBean;

import io.quarkus.runtime.StartupEvent;
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
        assertThat(printed(List.of(options.split(" ")), Map.of())).isEqualTo(percent);
        assertThat(printed(List.of(), Map.of("JAVA_TOOL_OPTIONS", options))).isEqualTo(percent);
    }

    @Test
    void it_is_done_at_each_start() throws NoSuchMethodException {
        assertThat(KeepHeapFree.class).hasAnnotation(ApplicationScoped.class);
        assertThat(KeepHeapFree.class.getDeclaredMethod("atStart", StartupEvent.class).getParameters()[0]
                .isAnnotationPresent(Observes.class)).isTrue();
    }

    private static String printed(List<String> options, Map<String, String> environment) throws IOException {
        var jvm = new ProcessBuilder(JavaCommand.of(options,
                List.of("-cp", System.getProperty("java.class.path"), Jvm.class.getName())))
                .redirectError(Redirect.DISCARD);
        jvm.environment().putAll(environment);
        return new String(jvm.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static class Jvm {
        public static void main(String... none) {
            new KeepHeapFree().atStart(null);
            System.out.print(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption("MinHeapFreeRatio").getValue());
        }
    }
}
