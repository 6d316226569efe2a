package io.winnow.http;

import java.util.Arrays;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import io.winnow.problem.ErrorKind;
import io.winnow.problem.Problem;
import io.winnow.telemetry.Meters;

/** Counts the answers that are problems, by the catalogue's kinds. */
@ApplicationScoped
class CountRefusals {
    private static final Logger LOG = Logger.getLogger(CountRefusals.class);

    private final Meters meters;

    CountRefusals(Meters meters) {
        this.meters = meters;
    }

    void foresee(@Observes StartupEvent start) {
        Arrays.stream(ErrorKind.values()).forEach(kind -> meters.foreseeRefusal(kind.status(), kind.kind()));
    }

    void count(Problem answer) {
        meters.refusal(answer.status(), ErrorKind.ofType(answer.type()).kind());
        LOG.debugf("Refused with %d: %s", answer.status(), answer.detail());
    }
}
