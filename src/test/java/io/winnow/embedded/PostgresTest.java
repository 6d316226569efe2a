package io.winnow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.winnow.testing.FreePorts;

/** What a Winnow that was killed may have left in the data directory. */
class PostgresTest {

    @TempDir
    Path folder;

    @Test
    void what_a_first_start_left_half_done_is_cleared_away() throws Exception {
        Path draft = Files.createDirectories(folder.resolve("postgres.new-1"));
        Files.writeString(draft.resolve("postgresql.conf"), "half");
        Path program = Files.createDirectories(folder.resolve("postgres-binaries/PG-1/bin")).resolve("postgres");
        Files.writeString(program, "half");

        start().close();

        assertThat(draft).doesNotExist();
        assertThat(program).doesNotExist();
    }

    @Test
    void a_stale_pid_file_whose_number_another_process_has_is_no_obstacle() throws Exception {
        start().close();
        Files.writeString(folder.resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n");

        assertThatCode(() -> start().close()).doesNotThrowAnyException();
    }

    private EmbeddedServers start() {
        return EmbeddedServers.start(Set.of(Substitute.DATABASE), new FreePorts(folder));
    }
}
