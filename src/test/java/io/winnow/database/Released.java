package io.winnow.database;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.flywaydb.core.Flyway;

import io.winnow.testing.OwnDatabase;

/** The schema of the last release, as {@code src/test/resources/released} keeps it. */
public final class Released {
    private static final Path FOLDER = Path.of("src/test/resources/released");

    private Released() {}

    /** The released migrations by their versions, each with its checksum. */
    static Map<Integer, Integer> migrations() throws IOException {
        return Files.readAllLines(FOLDER.resolve("migrations.txt")).stream().filter(line -> line.matches("\\d.*"))
                .map(line -> line.split(" "))
                .collect(toMap(line -> Integer.valueOf(line[0]), line -> Integer.valueOf(line[1]), (a, b) -> b,
                        TreeMap::new));
    }

    /** The newest of them. */
    public static int version() throws IOException {
        return migrations().keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** What the released version asks of its database, in the order of a day's work; names in braces are replaced. */
    public static List<String> statements(Map<String, String> names) throws IOException {
        var text = Files.readString(FOLDER.resolve("statements.sql"));
        for (var name : names.entrySet()) {
            text = text.replace("{" + name.getKey() + "}", name.getValue());
        }
        return Arrays.stream(text.split("\n\n")).map(String::strip)
                .filter(statement -> !statement.startsWith("--")).toList();
    }

    /** Works through them, one transaction each. */
    public static void work(Connection connection, Map<String, String> names) throws IOException, SQLException {
        for (var sql : statements(names)) {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** The migrations of this build on that database, up to a version or {@code latest}. */
    public static Flyway flyway(OwnDatabase database, String target) {
        return Flyway.configure().dataSource(database.jdbcUrl(), null, null).target(target).load();
    }
}
