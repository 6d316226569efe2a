package io.winnow;

import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.walk;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class MainJobTest {

    @Test
    void a_scheduled_session_is_in_the_released_batch() {
        var ids = Stream.generate(() -> clicked()).limit(5).toList();
        ids.forEach(id -> System.out.println(schedule(id).prettify()));

        var released = release(newId()).then().statusCode(200).extract().jsonPath();
        System.out.println(released.prettify());

        var sessions = walk(released.getString("batch_id"), 2);
        assertThat(sessions).extracting(session -> session.get("session_id")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(sessions).extracting(session -> session.get("session_number"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 5).boxed().toList());
        System.out.println(get("/batch/sessions?batch_id=1").asString());
        System.out.println(get("/session?session_id=" + ids.get(0)).asString());
        System.out.println(get("/batches").asString());
        System.out.println(get("/q/health").asString());
        System.out.println(get("/nope").asString());
    }
}
