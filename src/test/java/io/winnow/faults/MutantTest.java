package io.winnow.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The deliberate faults of {@link MutantsIT} keep up with the code that they break. */
class MutantTest {

    @ParameterizedTest
    @MethodSource("io.winnow.faults.Mutant#all")
    void a_mutant_still_fits_the_code(Mutant mutant) throws IOException {
        assertThat(mutant.changes()).isNotEmpty();
        for (var change : mutant.changes()) {
            assertThat(change.fits(Path.of(""))).as(change.toString()).isTrue();
        }
    }
}
