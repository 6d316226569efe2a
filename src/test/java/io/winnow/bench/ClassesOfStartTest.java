package io.winnow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassesOfStartTest {
    @TempDir
    Path directory;

    @Test
    void classes_of_the_package_stand_behind_their_packages_once_and_all_else_is_left_out() throws IOException {
        var log = Files.write(directory.resolve("log"), List.of(
                "java.lang.Object source: shared objects file",
                "one.of.A source: file:/app/quarkus-app/lib/main/one.jar",
                "two.B$C source: file:/app/quarkus-app/lib/boot/two.jar",
                "one.of.D source: file:/app/quarkus-app/lib/main/one.jar",
                "one.of.A source: file:/app/quarkus-app/lib/main/one.jar",
                "io.winnow.Winnow source: file:/app/quarkus-app/app/winnow.jar",
                "one.of.A_Bean source: file:/app/quarkus-app/quarkus/generated-bytecode.jar",
                "the.Launcher source: file:/app/quarkus-app/quarkus-run.jar",
                "one.of.A$$Lambda$7/0x00007f86d4461c40 source: one.of.A",
                "javax.management.Query source: jrt:/java.management"));

        assertThat(new ClassesOfStart(log).list()).isEqualTo("""
                one.of A D A_Bean
                two B$C
                io.winnow Winnow
                """);
    }
}
