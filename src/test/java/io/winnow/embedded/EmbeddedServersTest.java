package io.winnow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import io.winnow.testing.Servers;

class EmbeddedServersTest {

    @Test
    void a_commit_waits_for_the_disk() throws SQLException {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
    }

    private static String setting(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(Servers.jdbcUrl());
                ResultSet row = connection.createStatement().executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
